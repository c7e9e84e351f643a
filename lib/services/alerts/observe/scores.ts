import { ALERT_KINDS } from '#lib/domain/alerts/rule.ts';
import { counted, grouped } from '#lib/domain/text/figures.ts';
import { WHOLE_RUN } from '../../runs/run-rows.ts';
import { lastText, windowOf, type ObserveContext, type RuleObservation, type RuleOf } from './observation.ts';

/**
 * Mean of each category over the latest runs that can be compared with the latest one (same signature). A category has no
 * value before there are as many runs as the rule wants.
 */
export async function observeCategories(
  ctx: ObserveContext,
  rule: RuleOf<'category_average'>,
): Promise<RuleObservation[]> {
  const { rows } = await ctx.pool.query<{ category: string; n: number; mean: number; latest: string }>(
    `WITH latest AS (
       SELECT signature_hash FROM runs
       WHERE state = 'finished' AND signature_hash IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT 1),
     recent AS (
       SELECT id FROM runs JOIN latest USING (signature_hash)
       WHERE state = 'finished' ORDER BY created_at DESC, id DESC LIMIT $1)
     SELECT category, count(mean)::int AS n, avg(mean) AS mean,
            (SELECT id FROM recent LIMIT 1) AS latest
     FROM run_scores JOIN recent ON recent.id = run_id
     WHERE metric = 'composite' AND category <> $2 GROUP BY category ORDER BY category`,
    [rule.runs, WHOLE_RUN],
  );
  return rows.map(({ category, n, mean, latest }) => {
    const isEnough = n >= rule.runs;
    const wanted = isEnough ? '' : ` ${grouped(rule.runs)} are needed.`;
    return {
      key: category,
      value: isEnough ? mean : null,
      samples: n,
      detail: `Mean over the latest ${n === 1 ? 'comparable run' : `${grouped(n)} comparable runs`}.${wanted}`,
      link: `/runs/${latest}`,
    };
  });
}

/** Mean judge score of served answers, from shadow evaluations. */
export async function observeAverage(
  ctx: ObserveContext,
  rule: RuleOf<'average_score'>,
): Promise<RuleObservation[]> {
  const { rows } = await ctx.pool.query<{ n: number; mean: number | null }>(
    `SELECT count(prod_score)::int AS n, avg(prod_score) AS mean FROM shadow_evals WHERE ts > $1 AND ts <= $2`,
    windowOf(ctx, rule.window_minutes),
  );
  const { n = 0, mean = null } = rows[0] ?? {};
  const text = `${counted(n, 'judged production answer')} in ${lastText(rule.window_minutes)}.`;
  return [sampled(rule, n, mean, text)];
}

/** Share of candidate answers that are less alike than `divergence_similarity` of shadow_config.yaml. */
export async function observeDivergence(
  ctx: ObserveContext,
  rule: RuleOf<'divergence_rate'>,
): Promise<RuleObservation[]> {
  const limit = ctx.config.shadow.promotion.divergence_similarity;
  const { rows } = await ctx.pool.query<{ n: number; diverging: number }>(
    `SELECT count(similarity)::int AS n, count(*) FILTER (WHERE similarity < $3)::int AS diverging
     FROM shadow_evals WHERE ts > $1 AND ts <= $2`,
    [...windowOf(ctx, rule.window_minutes), limit],
  );
  const { n = 0, diverging = 0 } = rows[0] ?? {};
  const text = `${grouped(diverging)} of ${counted(n, 'compared answer')} ${diverging === 1 ? 'is' : 'are'} less than ${limit} alike, in ${lastText(rule.window_minutes)}.`;
  return [sampled(rule, n, n === 0 ? null : diverging / n, text)];
}

function sampled(
  rule: RuleOf<'average_score' | 'divergence_rate'>,
  samples: number,
  value: number | null,
  detail: string,
): RuleObservation {
  const isEnough = samples >= rule.min_samples;
  return {
    key: '',
    value: isEnough ? value : null,
    samples,
    detail: isEnough ? detail : `${detail} At least ${grouped(rule.min_samples)} are needed.`,
    link: ALERT_KINDS[rule.kind].page,
  };
}
