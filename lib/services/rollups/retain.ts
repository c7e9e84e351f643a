import type { PoolClient } from 'pg';
import { floorTo, RESOLUTION_MS } from '#lib/domain/telemetry/segments.ts';
import { inTransaction } from '../in-transaction.ts';
import { SOURCES, TRAFFIC, type RollupSource } from './rollup-source.ts';
import { raiseFloor } from './rollup-state.ts';
import { deleteShortTotals } from './traffic-totals.ts';
import type { RollupContext } from './update-rollups.ts';

/** Rows of so long are deleted in one statement. */
const STEP_MS = RESOLUTION_MS.day;
const MOST_STEPS = 30;

/**
 * Deletes raw rows and minutes (and ten minutes) that are older than the configuration keeps them; hours and longer stay.
 * Rows whose rollups aren't computed yet stay too. A long past is deleted a month at a time. Returns how many rows it deleted.
 */
export async function retain(ctx: RollupContext): Promise<number> {
  const { raw_days: rawDays, minute_days: minuteDays } = ctx.config.telemetry.retention;
  const floorOf = (days: number) => floorTo(ctx.clock.nowMs() - days * RESOLUTION_MS.day, RESOLUTION_MS.day);
  let deleted = 0;
  for (const source of SOURCES) {
    const { table, raw, time, rowsOf } = source;
    if (rawDays !== null && rowsOf === undefined)
      deleted += await deleteOld(ctx, source, 'raw', { table: raw, time, where: 'true' }, floorOf(rawDays));
    if (minuteDays !== null) {
      const minutes = { table, time: 'bucket', where: `resolution IN ('minute', 'ten')` };
      deleted += await deleteOld(ctx, source, 'minute', minutes, floorOf(minuteDays));
    }
  }
  if (rawDays !== null) deleted += await deleteFollowing(ctx, floorOf(rawDays));
  return deleted;
}

const FOLLOWING = [
  ['label_queue', 'chat_created_at'],
  ['label_claims', 'chat_created_at'],
  ['spans', 'started_at'],
  ['traces', 'started_at'],
] as const;

/** Traces and the queue for labels go with the exchanges that they show; labels themselves are evaluations. */
async function deleteFollowing({ pool }: RollupContext, floorMs: number): Promise<number> {
  let deleted = 0;
  for (const [table, time] of FOLLOWING) {
    const { rowCount } = await pool.query(`DELETE FROM ${table} WHERE ${time} < $1`, [new Date(floorMs)]);
    deleted += rowCount ?? 0;
  }
  return deleted;
}

interface OldRows {
  table: string;
  time: string;
  where: string;
}

async function deleteOld(
  ctx: RollupContext,
  source: RollupSource,
  level: 'raw' | 'minute',
  rows: OldRows,
  floorMs: number,
): Promise<number> {
  let deleted = 0;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const count = await inTransaction(ctx.pool, (client) => deleteStep(client, source, level, rows, floorMs));
    if (count === null) break;
    deleted += count;
  }
  return deleted;
}

/** Deletes the oldest day; null when nothing may be deleted. */
async function deleteStep(
  client: PoolClient,
  source: RollupSource,
  level: 'raw' | 'minute',
  { table, time, where }: OldRows,
  floorMs: number,
): Promise<number | null> {
  const floor = new Date(floorMs);
  const { rows } = await client.query<{ ts: Date | null; is_waiting: boolean }>(
    `SELECT (SELECT min(${time}) FROM ${table} WHERE ${where} AND ${time} < $2) AS ts,
            EXISTS (SELECT 1 FROM rollup_marks WHERE source = ANY ($1) AND from_ts < $2) AS is_waiting`,
    [[source.name, ...dependentsOf(source)], floor],
  );
  const [oldest] = rows;
  if (!oldest?.ts || oldest.is_waiting) return null;
  const until = Math.min(floorMs, floorTo(oldest.ts.getTime(), STEP_MS) + STEP_MS);
  await raiseFloor(client, source, level, until);
  if (source === TRAFFIC && level === 'minute') await deleteShortTotals(client, new Date(until));
  const result = await client.query(`DELETE FROM ${table} WHERE ${where} AND ${time} < $1`, [
    new Date(until),
  ]);
  return result.rowCount ?? 0;
}

/** Those that are computed from the same raw rows, too. */
const dependentsOf = ({ name }: RollupSource): string[] =>
  SOURCES.filter(({ follows, rowsOf }) => follows === name || rowsOf === name).map((source) => source.name);
