import type { Overview } from '#lib/contracts/overview.ts';
import type { TimeRangeQuery } from '#lib/contracts/page.ts';
import { meanInterval } from '#lib/domain/stats/mean-interval.ts';
import type { Context } from './context.ts';
import { timeRangeOf, type TimeRange } from './time-range.ts';

type OverviewContext = Pick<Context, 'pool' | 'config' | 'models' | 'clock'>;

/** What the overview's cards show: traffic, and how the candidate compares with what was served. */
export async function getOverview(ctx: OverviewContext, query: TimeRangeQuery): Promise<Overview> {
  const range = timeRangeOf(query, ctx.clock.nowMs());
  const { modelVersion, scorer, shadow } = ctx.config;
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
    current_model: label(modelVersion.current_model),
    candidate_model: candidate,
    judge_model: label(scorer.judge_model),
    shadow_percentage: shadow.shadow_percentage,
    requests,
    shadow: comparison,
  };
}

async function countRequests(ctx: OverviewContext, { from, to }: TimeRange): Promise<Overview['requests']> {
  const { rows } = await ctx.pool.query<{ status: string; n: string; sampled: string }>(
    `SELECT status, count(*) AS n, count(*) FILTER (WHERE is_sampled) AS sampled
     FROM chat_logs WHERE created_at >= $1 AND created_at <= $2 GROUP BY status`,
    [from, to],
  );
  const of = (status: string) => Number(rows.find((row) => row.status === status)?.n ?? 0);
  const sum = (key: 'n' | 'sampled') => rows.reduce((total, row) => total + Number(row[key]), 0);
  return {
    total: sum('n'),
    ok: of('ok'),
    error: of('error'),
    timeout: of('timeout'),
    aborted: of('aborted'),
    sampled: sum('sampled'),
  };
}

interface Comparison {
  scored: number;
  missing: number;
  prod: number | null;
  shadow: number | null;
  delta: number | null;
  delta_sd: number | null;
}

async function compareScores(
  ctx: OverviewContext,
  { from, to }: TimeRange,
  candidate: string | null,
): Promise<Overview['shadow']> {
  const { rows } = await ctx.pool.query<Comparison>(
    `SELECT count(delta)::int AS scored, count(*) FILTER (WHERE delta IS NULL)::int AS missing,
            avg(prod_score) FILTER (WHERE delta IS NOT NULL) AS prod,
            avg(shadow_score) FILTER (WHERE delta IS NOT NULL) AS shadow,
            avg(delta) AS delta, stddev_samp(delta) AS delta_sd
     FROM shadow_evals
     WHERE ts >= $1 AND ts <= $2 AND ($3::text IS NULL OR shadow_model = $3)`,
    [from, to, candidate],
  );
  const row = rows[0] ?? { scored: 0, missing: 0, prod: null, shadow: null, delta: null, delta_sd: null };
  return {
    scored: row.scored,
    missing: row.missing,
    prod_score_mean: row.prod,
    shadow_score_mean: row.shadow,
    delta_mean: row.delta,
    delta_interval: row.delta === null ? null : meanInterval(row.delta, row.delta_sd ?? 0, row.scored),
  };
}
