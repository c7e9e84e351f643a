import type { TrafficFilter } from '#lib/contracts/traffic-filter.ts';
import type { CostQuality } from '#lib/contracts/traffic.ts';
import { meanInterval } from '#lib/domain/stats/mean-interval.ts';
import type { Context } from '../context.ts';
import { SqlParameters } from '../runs/sql-parameters.ts';
import { timeRangeOf } from '../time-range.ts';
import { trafficConditions } from './filter-sql.ts';

const MOST_POINTS = 100;

type Point = CostQuality['items'][number];
type PointRecord = Omit<Point, 'score_interval'> & { score_sd: number | null };

/**
 * What each model with each prompt version costs and achieves: mean cost of an exchange, mean judge score of its sampled
 * answers. Of several evaluations of one answer the latest counts.
 */
export async function getCostQuality(
  ctx: Pick<Context, 'pool' | 'clock'>,
  filter: TrafficFilter,
): Promise<CostQuality> {
  const range = timeRangeOf(filter, ctx.clock.nowMs());
  const parameters = new SqlParameters();
  const conditions = trafficConditions(filter, range, parameters);
  const [from, to] = [parameters.add(range.from, 'timestamptz'), parameters.add(range.to, 'timestamptz')];
  const { rows } = await ctx.pool.query<PointRecord>(
    `WITH scores AS (
       SELECT DISTINCT ON (e.chat_log_id) e.chat_log_id, e.prod_score AS score FROM shadow_evals e
       WHERE e.ts >= ${from} AND e.ts <= ${to} AND e.prod_score IS NOT NULL
       ORDER BY e.chat_log_id, e.evaluated_at DESC, e.id DESC)
     SELECT c.model_version AS model, c.prompt_version, count(*)::int AS requests,
            (count(*) FILTER (WHERE c.cost_usd IS NULL))::int AS cost_unknown,
            avg(c.cost_usd) AS cost_mean_usd, count(s.score)::int AS scored, avg(s.score) AS score_mean,
            stddev_samp(s.score) AS score_sd
     FROM chat_logs c LEFT JOIN scores s ON s.chat_log_id = c.id
     WHERE ${conditions}
     GROUP BY 1, 2 ORDER BY requests DESC, model, prompt_version LIMIT ${MOST_POINTS}`,
    parameters.values,
  );
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    items: rows.map(({ score_sd: sd, ...point }) => ({
      ...point,
      score_interval:
        point.score_mean === null || sd === null ? null : meanInterval(point.score_mean, sd, point.scored),
    })),
  };
}
