import type { TimeRangeQuery } from '#lib/contracts/page.ts';
import type { ShadowSeries } from '#lib/contracts/shadow.ts';
import type { Context } from './context.ts';
import { readRollups } from './rollups/read-rollups.ts';
import { SHADOW } from './rollups/rollup-source.ts';
import { timeRangeOf, type TimeRange } from './time-range.ts';

const WINDOW_SIZE = 20;
const MOST_POINTS = 300;
/** Of more evaluations not every one is read, only those around evenly spaced times. */
const MOST_READ = 10_000;

type SeriesContext = Pick<Context, 'pool' | 'config' | 'models' | 'clock'>;

interface Point {
  ts: Date;
  n: number;
  prod_mean: number;
  shadow_mean: number;
}

/** Rolling means of both models' scores over the current candidate's evaluations, thinned out to at most 300 points. */
export async function getShadowSeries(ctx: SeriesContext, query: TimeRangeQuery): Promise<ShadowSeries> {
  const range = timeRangeOf(query, ctx.clock.nowMs());
  const { candidate_model: name } = ctx.config.shadow;
  const candidate = name === null ? null : ctx.models.route(name).label;
  const where = candidate === null ? {} : { shadow_model: candidate };
  const [known] = await readRollups(ctx, SHADOW, { range, where });
  const isLarge = (known?.sums.scored ?? 0) > MOST_READ;
  const points = await (isLarge ? spacedByTime : spacedByNumber)(ctx, range, candidate);
  return { window_size: WINDOW_SIZE, items: points.map((row) => ({ ...row, ts: row.ts.toISOString() })) };
}

/** Every so many evaluations. */
async function spacedByNumber(
  ctx: SeriesContext,
  { from, to }: TimeRange,
  candidate: string | null,
): Promise<Point[]> {
  const { rows } = await ctx.pool.query<Point>(
    `WITH rolling AS (
       SELECT ts, count(*) OVER recent AS n, avg(prod_score) OVER recent AS prod_mean,
              avg(shadow_score) OVER recent AS shadow_mean,
              row_number() OVER (ORDER BY ts, id) AS position, count(*) OVER () AS total
       FROM shadow_evals
       WHERE ts >= $1 AND ts <= $2 AND delta IS NOT NULL AND ($3::text IS NULL OR shadow_model = $3)
       WINDOW recent AS (ORDER BY ts, id ROWS BETWEEN ${WINDOW_SIZE - 1} PRECEDING AND CURRENT ROW)
     )
     SELECT ts, n::int, prod_mean, shadow_mean FROM rolling
     WHERE (total - position) % (total / ${MOST_POINTS} + 1) = 0
     ORDER BY position`,
    [from, to, candidate],
  );
  return rows;
}

/** The last evaluation before each of evenly spaced times, with the window that ends there. */
async function spacedByTime(
  ctx: SeriesContext,
  { from, to }: TimeRange,
  candidate: string | null,
): Promise<Point[]> {
  const { rows } = await ctx.pool.query<Point>(
    `SELECT max(latest.ts) AS ts, count(*)::int AS n, avg(prod_score) AS prod_mean, avg(shadow_score) AS shadow_mean
     FROM generate_series(1, ${MOST_POINTS}) AS point,
          LATERAL (SELECT $1::timestamptz + ($2::timestamptz - $1::timestamptz) * point / ${MOST_POINTS} AS until,
                          $1::timestamptz + ($2::timestamptz - $1::timestamptz) * (point - 1) / ${MOST_POINTS} AS since) AS slot,
          LATERAL (SELECT e.ts, e.id, e.prod_score, e.shadow_score FROM shadow_evals e
                   WHERE e.ts >= $1 AND e.ts <= slot.until AND e.delta IS NOT NULL
                     AND ($3::text IS NULL OR e.shadow_model = $3)
                   ORDER BY e.ts DESC, e.id DESC LIMIT ${WINDOW_SIZE}) AS latest
     GROUP BY point, slot.since HAVING max(latest.ts) > slot.since ORDER BY point`,
    [from, to, candidate],
  );
  return rows;
}
