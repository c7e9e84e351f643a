import type { TimeRangeQuery } from '#lib/contracts/page.ts';
import type { ShadowSeries } from '#lib/contracts/shadow.ts';
import type { Context } from './context.ts';
import { timeRangeOf } from './time-range.ts';

const WINDOW_SIZE = 20;
const MOST_POINTS = 300;

/** Rolling means of both models' scores over the current candidate's evaluations, thinned out to at most 300 points. */
export async function getShadowSeries(
  ctx: Pick<Context, 'pool' | 'config' | 'models' | 'clock'>,
  query: TimeRangeQuery,
): Promise<ShadowSeries> {
  const { from, to } = timeRangeOf(query, ctx.clock.nowMs());
  const { candidate_model: candidate } = ctx.config.shadow;
  const { rows } = await ctx.pool.query<{ ts: Date; n: number; prod_mean: number; shadow_mean: number }>(
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
    [from, to, candidate === null ? null : ctx.models.route(candidate).label],
  );
  return { window_size: WINDOW_SIZE, items: rows.map((row) => ({ ...row, ts: row.ts.toISOString() })) };
}
