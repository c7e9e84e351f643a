import type { RunSummary } from '#lib/contracts/runs.ts';
import { WHOLE_RUN } from './run-rows.ts';

/** Columns of the list; the others are large and for the run's own page. */
const COLUMNS = [
  'id',
  'created_at',
  'finished_at',
  'state',
  'quality',
  'reasons',
  'source',
  'model',
  'is_simulated',
  'prompt_version',
  'created_by',
  'repeats',
  'examples',
  'overall',
  'required_failed',
  'cost_usd',
  'judge_cost_usd',
  'signature_hash',
  'dataset_hash',
  'tags',
  'progress',
  'error',
] as const;

/** Id of the baseline: the run that was promoted last. */
export const BASELINE_ID = '(SELECT run_id FROM run_promotions ORDER BY promoted_at DESC, id DESC LIMIT 1)';

/** What a summary is made of, from rows of the table or a part of it called `runs`. */
export const SUMMARY_COLUMNS = `
  ${COLUMNS.map((name) => `runs.${name}`).join(', ')},
  coalesce(runs.id = ${BASELINE_ID}, false) AS is_baseline,
  (SELECT json_object_agg(category, mean ORDER BY position)
   FROM run_categories JOIN run_scores USING (run_id, category)
   WHERE run_id = runs.id AND metric = 'composite' AND category <> '${WHOLE_RUN}') AS category_scores`;

export type SummaryRow = Omit<RunSummary, 'created_at' | 'finished_at' | 'category_scores'> & {
  created_at: Date;
  finished_at: Date | null;
  category_scores: RunSummary['category_scores'] | null;
};

/** The summary of a row that was read with SUMMARY_COLUMNS. */
export function summaryOf(row: SummaryRow): RunSummary {
  return {
    id: row.id,
    created_at: row.created_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
    state: row.state,
    quality: row.quality,
    reasons: row.reasons,
    source: row.source,
    model: row.model,
    is_simulated: row.is_simulated,
    prompt_version: row.prompt_version,
    created_by: row.created_by,
    repeats: row.repeats,
    examples: row.examples,
    overall: row.overall,
    category_scores: row.category_scores ?? {},
    required_failed: row.required_failed,
    cost_usd: row.cost_usd,
    judge_cost_usd: row.judge_cost_usd,
    signature_hash: row.signature_hash,
    dataset_hash: row.dataset_hash,
    tags: row.tags,
    is_baseline: row.is_baseline,
    progress: row.progress,
    error: row.error,
  };
}
