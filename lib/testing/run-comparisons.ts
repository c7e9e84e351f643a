import type { ComparedRun } from '#lib/contracts/comparisons.ts';
import type { RunSummary } from '#lib/contracts/runs.ts';

type Compared = NonNullable<ComparedRun['against_reference']>['overall'];

/** The figures of a comparison, with changes. */
export function comparison(changes: Partial<Compared>): Compared {
  return {
    category: null,
    status: 'compared',
    ...{ n: 20, n_baseline: 20, n_current: 20, clusters: 20, differing: 18 },
    ...{ baseline: 0.85, current: 0.85, delta: 0, paired_delta: 0 },
    inference: 'random_prompts',
    ...{ se: 0.01, df: 19, interval90: null, noise: null, minimum_detectable_drop: null },
    ...{ p_regression: 0.5, p_regression_holm: 1, p_noninferiority: 0.5 },
    sentence: 'A sentence.',
    ...changes,
  };
}

/** A finished run of a comparison; without figures against the reference it is the reference. */
export function comparedRun(
  index: number,
  changes: Partial<RunSummary> = {},
  overall: Compared | null = null,
  categories: Compared[] = [],
): ComparedRun {
  return {
    run: {
      id: `0199d3a0-0000-7000-8000-00000000000${index}`,
      created_at: '2026-11-20T10:00:00.000Z',
      finished_at: '2026-11-20T10:05:00.000Z',
      state: 'finished',
      quality: 'complete',
      reasons: [],
      source: 'upload',
      model: `model-${index}`,
      is_simulated: false,
      prompt_version: 'v1',
      created_by: 'ci',
      ...{ repeats: 1, examples: 20, overall: 0.85, category_scores: {}, required_failed: 0 },
      ...{ cost_usd: 0.04, judge_cost_usd: 0.1, signature_hash: 'a', dataset_hash: 'b', tags: {} },
      ...{ is_baseline: false, progress: null, error: null },
      ...changes,
    },
    ...{ cost_per_thousand_usd: 2, latency_p50_ms: 500, latency_p95_ms: 1_500, output_tokens_mean: 41.4 },
    is_on_cost_frontier: true,
    against_reference: overall && { signature_differences: [], overall, categories },
  };
}
