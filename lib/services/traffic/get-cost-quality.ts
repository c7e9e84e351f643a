import type { TrafficFilter } from '#lib/contracts/traffic-filter.ts';
import type { CostQuality } from '#lib/contracts/traffic.ts';
import { meanInterval } from '#lib/domain/stats/mean-interval.ts';
import { readRollups, type RollupRow } from '../rollups/read-rollups.ts';
import { OTHER, QUALITY, SERVED_SCORES, TRAFFIC } from '../rollups/rollup-source.ts';
import { SqlParameters } from '../runs/sql-parameters.ts';
import { timeRangeOf, type TimeRange } from '../time-range.ts';
import type { FiguresContext } from './figures.ts';
import { trafficConditions } from './filter-sql.ts';
import { lookedAtRange } from './looked-at.ts';
import { dimensionsOf, isInRollups } from './rollup-figures.ts';

const MOST_POINTS = 100;

type Point = CostQuality['items'][number];
type PointRecord = Omit<Point, 'score_interval'> & { score_sd: number | null };

/**
 * What each model with each prompt version costs and achieves: mean cost of an exchange, mean judge score of its sampled
 * answers, from evaluations of traffic and else from shadow evaluations; the latest of one answer counts.
 */
export async function getCostQuality(ctx: FiguresContext, filter: TrafficFilter): Promise<CostQuality> {
  const asked = timeRangeOf(filter, ctx.clock.nowMs());
  // Evaluations are not split by status: only answers are evaluated.
  const isRolled = isInRollups(filter, asked) && filter.status === undefined;
  const range = isRolled ? asked : await lookedAtRange(ctx, filter, asked);
  const rows = await (isRolled ? rolledPoints(ctx, filter, range) : rawPoints(ctx, filter, range));
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

async function rawPoints(
  ctx: FiguresContext,
  filter: TrafficFilter,
  range: TimeRange,
): Promise<PointRecord[]> {
  const parameters = new SqlParameters();
  const conditions = trafficConditions(filter, range, parameters);
  const [from, to] = [parameters.add(range.from, 'timestamptz'), parameters.add(range.to, 'timestamptz')];
  const { rows } = await ctx.pool.query<PointRecord>(
    `WITH scores AS (
       SELECT t.chat_log_id, t.score FROM ${SERVED_SCORES} t WHERE t.ts >= ${from} AND t.ts <= ${to})
     SELECT c.model_version AS model, c.prompt_version, count(*)::int AS requests,
            (count(*) FILTER (WHERE c.cost_usd IS NULL))::int AS cost_unknown,
            avg(c.cost_usd) AS cost_mean_usd, count(s.score)::int AS scored, avg(s.score) AS score_mean,
            stddev_samp(s.score) AS score_sd
     FROM chat_logs c LEFT JOIN scores s ON s.chat_log_id = c.id
     WHERE ${conditions}
     GROUP BY 1, 2 ORDER BY requests DESC, model, prompt_version LIMIT ${MOST_POINTS}`,
    parameters.values,
  );
  return rows;
}

/** The same of long stretches of time, from rollups. */
async function rolledPoints(
  ctx: FiguresContext,
  filter: TrafficFilter,
  range: TimeRange,
): Promise<PointRecord[]> {
  const query = { range, where: dimensionsOf(filter), groupBy: ['model', 'prompt_version'] };
  const [traffic, quality] = await Promise.all([
    readRollups(ctx, TRAFFIC, query),
    readRollups(ctx, QUALITY, query),
  ]);
  const keyOf = ({ groups }: RollupRow) => JSON.stringify([groups.model, groups.prompt_version]);
  const scores = new Map(quality.map((row) => [keyOf(row), row.sums]));
  return traffic
    .filter(({ groups }) => groups.model !== OTHER && groups.prompt_version !== OTHER)
    .map((row): PointRecord => {
      const { requests = 0, cost_unknown: unknown = 0, cost_usd: cost = 0 } = row.sums;
      const { scored = 0, score_sum: sum = 0, score_squares: squares = 0 } = scores.get(keyOf(row)) ?? {};
      const mean = scored === 0 ? null : sum / scored;
      return {
        model: row.groups.model ?? '',
        prompt_version: row.groups.prompt_version === '' ? null : (row.groups.prompt_version ?? null),
        requests,
        cost_unknown: unknown,
        cost_mean_usd: requests === unknown ? null : cost / (requests - unknown),
        scored,
        score_mean: mean,
        score_sd:
          mean === null || scored < 2
            ? null
            : Math.sqrt(Math.max(0, squares - scored * mean * mean) / (scored - 1)),
      };
    })
    .sort((a, b) => b.requests - a.requests || (a.model < b.model ? -1 : 1))
    .slice(0, MOST_POINTS);
}
