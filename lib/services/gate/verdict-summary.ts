import type { VerdictSummary } from '#lib/contracts/verdicts.ts';

/** What a summary is made of, from rows of a table or a part of it called `verdicts`, joined as in VERDICT_JOINS. */
export const VERDICT_COLUMNS = `
  verdicts.id, verdicts.created_at, verdicts.created_by, verdicts.run_id, run.model, run.prompt_version,
  run.is_simulated, verdicts.baseline_run_id, baseline.model AS baseline_model, verdicts.verdict, verdicts.rule,
  verdicts.reasons, verdicts.exit_code, verdicts.overall, verdicts.overall_delta, verdicts.repository,
  verdicts.commit, verdicts.branch, verdicts.pull_request`;

export const VERDICT_JOINS = `
  JOIN runs AS run ON run.id = verdicts.run_id
  LEFT JOIN runs AS baseline ON baseline.id = verdicts.baseline_run_id`;

export type VerdictRow = Omit<VerdictSummary, 'created_at'> & { created_at: Date };

/** The summary of a row that was read with VERDICT_COLUMNS. */
export function verdictSummaryOf(row: VerdictRow): VerdictSummary {
  return {
    id: row.id,
    created_at: row.created_at.toISOString(),
    created_by: row.created_by,
    run_id: row.run_id,
    model: row.model,
    prompt_version: row.prompt_version,
    is_simulated: row.is_simulated,
    baseline_run_id: row.baseline_run_id,
    baseline_model: row.baseline_model,
    verdict: row.verdict,
    rule: row.rule,
    reasons: row.reasons,
    exit_code: row.exit_code,
    overall: row.overall,
    overall_delta: row.overall_delta,
    repository: row.repository,
    commit: row.commit,
    branch: row.branch,
    pull_request: row.pull_request,
  };
}
