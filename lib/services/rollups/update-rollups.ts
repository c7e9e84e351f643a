import type { PoolClient } from 'pg';
import { RESOLUTION_MS } from '#lib/domain/telemetry/segments.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { SOURCES, type RollupSource } from './rollup-source.ts';
import { admitValues, storeMinutes, storeSum } from './rollup-sql.ts';
import { readFloors } from './rollup-state.ts';

export type RollupContext = Pick<Context, 'pool' | 'config' | 'clock'>;

/** One process at a time computes rollups. */
const LOCK = 8_204_117_063;
const DEFAULT_BUDGET_MS = 20_000;

/**
 * Computes the rollups anew that marks ask for, hour by hour, newest first. Each hour is one transaction that takes its marks
 * away and puts whole buckets in the place of old ones: it may be cut off, repeated or overtaken by new rows at any point
 * (rows that it didn't see have a mark that it didn't take). Returns how many hours it did before the time was over.
 */
export async function updateRollups(
  ctx: RollupContext,
  budgetMs = DEFAULT_BUDGET_MS,
  signal?: AbortSignal,
): Promise<number> {
  const until = ctx.clock.nowMs() + budgetMs;
  let hours = 0;
  for (const source of SOURCES) {
    while (ctx.clock.nowMs() <= until && signal?.aborted !== true) {
      const isDone = await inTransaction(ctx.pool, (client) => updateHour(ctx, client, source));
      if (!isDone) break;
      hours += 1;
    }
  }
  return hours;
}

/** False when there is no mark, or another process is at it. */
async function updateHour(ctx: RollupContext, client: PoolClient, source: RollupSource): Promise<boolean> {
  const { rows } = await client.query<{ is_ours: boolean }>(
    'SELECT pg_try_advisory_xact_lock($1) AS is_ours',
    [LOCK],
  );
  if (!rows[0]?.is_ours) return false;
  const marked = await takeMarks(client, source);
  if (!marked) return false;
  const { hourMs } = marked;
  const hourEndMs = hourMs + RESOLUTION_MS.hour;
  const floors = await readFloors(client, source);
  // What late rows belong to is no longer complete: its rollups stay, and retention takes the rows away.
  if (hourMs < floors.rawMs) return true;
  const isWhole = hourMs < floors.minuteMs;
  const minutes = [isWhole ? hourMs : marked.fromMs, isWhole ? hourEndMs : marked.toMs].map(dateOf);
  for (const statement of admitValues(source))
    await client.query(statement, [...minutes, ctx.config.telemetry.rollups.max_values]);
  const similarity = source.usesDivergence ? [ctx.config.shadow.promotion.divergence_similarity] : [];
  await replace(client, source, 'minute', minutes, storeMinutes(source), similarity);
  const hour = [hourMs, hourEndMs].map(dateOf);
  await replace(client, source, 'hour', hour, storeSum(source, 'hour', 'minute'));
  const dayMs = hourMs - (hourMs % RESOLUTION_MS.day);
  // The day's last hour to be done does the day: hours are done newest first, so that new rows can't put it off for ever.
  if (!(await hasMarks(client, source, dayMs, hourMs))) {
    const day = [dayMs, dayMs + RESOLUTION_MS.day].map(dateOf);
    await replace(client, source, 'day', day, storeSum(source, 'day', 'hour'));
  }
  return true;
}

/** The latest hour with marks, and the stretch of it that they span; the marks are gone with this transaction. */
async function takeMarks(
  client: PoolClient,
  { name }: RollupSource,
): Promise<{ hourMs: number; fromMs: number; toMs: number } | null> {
  const { rows } = await client.query<{ hour: Date | null; from_ts: Date; to_ts: Date }>(
    `WITH latest AS (SELECT date_trunc('hour', max(from_ts), 'UTC') AS hour FROM rollup_marks WHERE source = $1),
          taken AS (DELETE FROM rollup_marks USING latest
                    WHERE source = $1 AND from_ts >= latest.hour AND from_ts < latest.hour + interval '1 hour'
                    RETURNING from_ts, to_ts, latest.hour)
     SELECT max(hour) AS hour, min(from_ts) AS from_ts, max(to_ts) AS to_ts FROM taken`,
    [name],
  );
  const [row] = rows;
  if (!row?.hour) return null;
  return { hourMs: row.hour.getTime(), fromMs: row.from_ts.getTime(), toMs: row.to_ts.getTime() };
}

async function hasMarks(
  client: PoolClient,
  { name }: RollupSource,
  fromMs: number,
  toMs: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT 1 FROM rollup_marks WHERE source = $1 AND from_ts >= $2 AND from_ts < $3 LIMIT 1',
    [name, dateOf(fromMs), dateOf(toMs)],
  );
  return (rowCount ?? 0) > 0;
}

async function replace(
  client: PoolClient,
  { table }: RollupSource,
  resolution: string,
  range: readonly Date[],
  statement: string,
  parameters: readonly unknown[] = [],
): Promise<void> {
  await client.query(
    `DELETE FROM ${table} WHERE resolution = '${resolution}' AND bucket >= $1 AND bucket < $2`,
    [...range],
  );
  await client.query(statement, [...range, ...parameters]);
}

const dateOf = (ms: number): Date => new Date(ms);
