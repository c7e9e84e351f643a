import type { RunSummary } from '#lib/contracts/runs.ts';
import type { Scores } from '#lib/contracts/scores.ts';

/** A scores file's run as the list of runs would show it. @param file stands for who made it, which the file doesn't say */
export function summaryOfScores(scores: Scores, file: string): RunSummary {
  return {
    id: scores.run_id,
    created_at: scores.started_at,
    finished_at: scores.finished_at,
    state: 'finished',
    quality: scores.quality,
    reasons: scores.reasons,
    source: 'upload',
    model: scores.model,
    is_simulated: scores.is_simulated,
    prompt_version: scores.prompt_version,
    created_by: file,
    repeats: scores.repeats,
    examples: scores.dataset.examples,
    overall: scores.overall,
    category_scores: Object.fromEntries(
      Object.entries(scores.categories).map(([name, { composite }]) => [name, composite.mean]),
    ),
    required_failed: scores.checks.required_failed,
    cost_usd: scores.usage.cost_usd,
    judge_cost_usd: scores.usage.judge_cost_usd,
    signature_hash: scores.signature.hash,
    dataset_hash: scores.dataset.hash,
    tags: scores.tags,
    is_baseline: false,
    progress: null,
    error: null,
  };
}
