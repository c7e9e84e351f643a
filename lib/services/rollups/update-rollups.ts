import type { PoolClient } from 'pg';
import { ceilTo, floorTo, RESOLUTION_MS, type Resolution } from '#lib/domain/telemetry/segments.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { SOURCES, TRAFFIC, type RollupSource } from './rollup-source.ts';
import { admitValues, storeMinutes, storeSum } from './rollup-sql.ts';
import { readFloors } from './rollup-state.ts';
import { storeTotals } from './traffic-totals.ts';

export type RollupContext = Pick<Context, 'pool' | 'config' | 'clock'>;

/** One process at a time computes rollups. */
const LOCK = 8_204_117_063;
const DEFAULT_BUDGET_MS = 20_000;

/**
 * Computes the rollups anew that marks ask for, newest first: hour by hour today, days that are over as a whole. Each step is
 * one transaction that takes its marks away and puts whole buckets in the place of old ones: it may be cut off, repeated or
 * overtaken by new rows at any point (rows that it didn't see have a mark that it didn't take). Each hour is done once at
 * most: what comes in meanwhile waits for the next time, however busy it is. Returns how many steps it did before the time
 * was over.
 */
export async function updateRollups(
  ctx: RollupContext,
  budgetMs = DEFAULT_BUDGET_MS,
  signal?: AbortSignal,
): Promise<number> {
  const until = ctx.clock.nowMs() + budgetMs;
  let steps = 0;
  for (const source of SOURCES) {
    let beforeMs: number | null = null;
    while (ctx.clock.nowMs() <= until && signal?.aborted !== true) {
      const before: number | null = beforeMs;
      beforeMs = await inTransaction(ctx.pool, (client) => updateStep(ctx, client, source, before));
      if (beforeMs === null) break;
      steps += 1;
    }
  }
  return steps;
}

/** The hour that it has done marks from, of those before `beforeMs`; null when there is no mark, or another process is at it. */
async function updateStep(
  ctx: RollupContext,
  client: PoolClient,
  source: RollupSource,
  beforeMs: number | null,
): Promise<number | null> {
  const { rows } = await client.query<{ is_ours: boolean }>(
    'SELECT pg_try_advisory_xact_lock($1) AS is_ours',
    [LOCK],
  );
  if (!rows[0]?.is_ours) return null;
  const marked = await takeMarks(client, source, floorTo(ctx.clock.nowMs(), RESOLUTION_MS.day), beforeMs);
  if (!marked) return null;
  const hourMs = floorTo(marked.fromMs, RESOLUTION_MS.hour);
  const floors = await readFloors(client, source);
  // What late rows belong to is no longer complete: its rollups stay, and retention takes the rows away.
  if (marked.fromMs < floors.rawMs) return hourMs;
  const hours = [hourMs, ceilTo(marked.toMs, RESOLUTION_MS.hour)] as const;
  const isWhole = marked.fromMs < floors.minuteMs;
  const minutes = (isWhole ? hours : [marked.fromMs, marked.toMs]).map(dateOf);
  for (const statement of admitValues(source))
    await client.query(statement, [...minutes, ctx.config.telemetry.rollups.max_values]);
  const similarity = source.usesDivergence ? [ctx.config.shadow.promotion.divergence_similarity] : [];
  await replace(client, source, 'minute', minutes, storeMinutes(source), similarity);
  const sumUp = async (to: Resolution, parts: Resolution): Promise<void> => {
    const range = [
      floorTo(marked.fromMs, RESOLUTION_MS[to]),
      ceilTo(marked.toMs, RESOLUTION_MS[to]),
    ] as const;
    const dates = (isWhole && to === 'ten' ? hours : range).map(dateOf);
    await replace(client, source, to, dates, storeSum(source, to, parts));
    if (source === TRAFFIC) await storeTotals(client, to, dates);
  };
  await sumUp('ten', 'minute');
  await sumUp('hour', 'ten');
  await sumUp('quarter', 'hour');
  const dayMs = floorTo(marked.fromMs, RESOLUTION_MS.day);
  // The day's last hours to be done do the day: hours are done newest first, so that new rows can't put it off for ever.
  if (!(await hasMarks(client, source, dayMs, hours[0]))) await sumUp('day', 'quarter');
  await markFollowers(client, source, minutes);
  return hourMs;
}

/**
 * The latest stretch of time with marks before `beforeMs` (null: of all), and how much of it they span: an hour, of a day
 * before `todayMs` all hours. The marks are gone with this transaction.
 */
async function takeMarks(
  client: PoolClient,
  { name }: RollupSource,
  todayMs: number,
  beforeMs: number | null,
): Promise<{ fromMs: number; toMs: number } | null> {
  const { rows } = await client.query<{ from_ts: Date | null; to_ts: Date }>(
    `WITH newest AS (SELECT max(from_ts) AS ts FROM rollup_marks WHERE source = $1 AND from_ts < coalesce($3::timestamptz, 'infinity')),
          latest AS (SELECT date_trunc('hour', ts, 'UTC') AS start, date_trunc('hour', ts, 'UTC') + interval '1 hour' AS over
                     FROM newest WHERE ts >= $2
                     UNION ALL
                     SELECT date_trunc('day', ts, 'UTC'), date_trunc('day', ts, 'UTC') + interval '1 day'
                     FROM newest WHERE ts < $2),
          taken AS (DELETE FROM rollup_marks USING latest
                    WHERE source = $1 AND from_ts >= latest.start AND from_ts < latest.over RETURNING from_ts, to_ts)
     SELECT min(from_ts) AS from_ts, max(to_ts) AS to_ts FROM taken`,
    [name, dateOf(todayMs), beforeMs === null ? null : dateOf(beforeMs)],
  );
  const [row] = rows;
  return row?.from_ts ? { fromMs: row.from_ts.getTime(), toMs: row.to_ts.getTime() } : null;
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

/** What follows this source may have to be computed again where it has rows: hour by hour, in this round. */
async function markFollowers(
  client: PoolClient,
  { name }: RollupSource,
  range: readonly Date[],
): Promise<void> {
  for (const { name: follower, raw, time, condition = 'true' } of SOURCES.filter(
    ({ follows }) => follows === name,
  ))
    await client.query(
      `INSERT INTO rollup_marks (source, from_ts, to_ts)
       SELECT '${follower}', greatest(hour, $1), least(hour + interval '1 hour', $2)
       FROM (SELECT DISTINCT date_trunc('hour', t.${time}, 'UTC') AS hour FROM ${raw} t
             WHERE t.${time} >= $1 AND t.${time} < $2 AND ${condition}) hours`,
      [...range],
    );
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
