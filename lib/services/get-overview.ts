import type { Overview } from '#lib/contracts/overview.ts';
import type { TimeRangeQuery } from '#lib/contracts/page.ts';
import type { RouterSnapshot } from '#lib/domain/rollout/assignment.ts';
import { meanInterval } from '#lib/domain/stats/mean-interval.ts';
import type { Context } from './context.ts';
import { readRollups } from './rollups/read-rollups.ts';
import { SHADOW, TRAFFIC } from './rollups/rollup-source.ts';
import { timeRangeOf, type TimeRange } from './time-range.ts';

type OverviewContext = Pick<Context, 'pool' | 'config' | 'models' | 'clock'> & {
  router: { current: Pick<RouterSnapshot, 'productionModel'> };
};

/** What the overview's cards show: traffic, and how the candidate compares with what was served. */
export async function getOverview(ctx: OverviewContext, query: TimeRangeQuery): Promise<Overview> {
  const range = timeRangeOf(query, ctx.clock.nowMs());
  const { scorer, shadow } = ctx.config;
  const label = (model: string) => ctx.models.route(model).label;
  const candidate = shadow.candidate_model === null ? null : label(shadow.candidate_model);
  const [requests, comparison] = await Promise.all([
    countRequests(ctx, range),
    compareScores(ctx, range, candidate),
  ]);
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    is_simulating: ctx.models.isSimulating,
    current_model: label(ctx.router.current.productionModel),
    candidate_model: candidate,
    judge_model: label(scorer.judge_model),
    shadow_percentage: shadow.shadow_percentage,
    requests,
    shadow: comparison,
  };
}

async function countRequests(ctx: OverviewContext, range: TimeRange): Promise<Overview['requests']> {
  const rows = await readRollups(ctx, TRAFFIC, { range, groupBy: ['status'] });
  const of = (status: string) => rows.find(({ groups }) => groups.status === status)?.sums.requests ?? 0;
  const sum = (name: string) => rows.reduce((total, { sums }) => total + (sums[name] ?? 0), 0);
  return {
    total: sum('requests'),
    ok: of('ok'),
    error: of('error'),
    timeout: of('timeout'),
    aborted: of('aborted'),
    sampled: sum('sampled'),
  };
}

async function compareScores(
  ctx: OverviewContext,
  range: TimeRange,
  candidate: string | null,
): Promise<Overview['shadow']> {
  const where = candidate === null ? {} : { shadow_model: candidate };
  const [row] = await readRollups(ctx, SHADOW, { range, where });
  const of = (name: string) => row?.sums[name] ?? 0;
  const scored = of('scored');
  const meanOf = (name: string) => (scored === 0 ? null : of(name) / scored);
  const delta = meanOf('delta_sum');
  return {
    scored,
    missing: of('evaluations') - scored,
    prod_score_mean: meanOf('prod_sum'),
    shadow_score_mean: meanOf('shadow_sum'),
    delta_mean: delta,
    delta_interval: delta === null ? null : meanInterval(delta, deviationOf(of, scored, delta), scored),
  };
}

/** Sample standard deviation from a sum of squares, which rounding may leave a hair below zero. */
function deviationOf(of: (name: string) => number, n: number, mean: number): number {
  return n < 2 ? 0 : Math.sqrt(Math.max(0, of('delta_squares') - n * mean * mean) / (n - 1));
}
