import type { Columns } from './row-writer.ts';

const REAL = 'double precision';

/** Columns that finished scores fill in; the others tell how the run came about. */
export const RUN_RESULT: Columns = [
  ['state', 'text'],
  ['started_at', 'timestamptz'],
  ['finished_at', 'timestamptz'],
  ['model', 'text'],
  ['is_simulated', 'boolean'],
  ['prompt_version', 'text'],
  ['repeats', 'integer'],
  ['examples', 'integer'],
  ['quality', 'text'],
  ['reasons', 'jsonb'],
  ['overall', REAL],
  ['required_failed', 'integer'],
  ['cost_usd', REAL],
  ['judge_cost_usd', REAL],
  ['signature_hash', 'text'],
  ['signature', 'jsonb'],
  ['dataset_hash', 'text'],
  ['dataset', 'jsonb'],
  ['params', 'jsonb'],
  ['tags', 'jsonb'],
  ['metrics', 'jsonb'],
  ['usage', 'jsonb'],
  ['canaries', 'jsonb'],
  ['progress', 'jsonb'],
  ['error', 'text'],
  ['content_hash', 'text'],
];

export const RUN: Columns = [
  ['id', 'uuid'],
  ['created_at', 'timestamptz'],
  ['created_by', 'text'],
  ['source', 'text'],
  ...RUN_RESULT,
];

export const GOLDEN_EXAMPLE: Columns = [
  ['hash', 'text'],
  ['example_id', 'text'],
  ['category', 'text'],
  ['group_name', 'text'],
  ['source', 'text'],
  ['prompt', 'text'],
  ['reference_response', 'text'],
];

export const RUN_EXAMPLE: Columns = [
  ['run_id', 'uuid'],
  ['position', 'integer'],
  ['example_id', 'text'],
  ['example_hash', 'text'],
  ['category', 'text'],
  ['composite', REAL],
  ['embedding', REAL],
  ['rouge_l', REAL],
  ['judge_score', REAL],
  ['required_checks_passed', 'boolean'],
  ['latency_ms', REAL],
  ['cost_usd', REAL],
  ['has_missing', 'boolean'],
  ['has_error', 'boolean'],
];

export const RUN_ANSWER: Columns = [
  ['run_id', 'uuid'],
  ['position', 'integer'],
  ['repeat', 'integer'],
  ['status', 'text'],
  ['answer', 'text'],
  ['error', 'text'],
  ['finish_reason', 'text'],
  ['composite', REAL],
  ['embedding_score', REAL],
  ['rouge_l_score', REAL],
  ['judge_score', REAL],
  ['embedding', 'jsonb'],
  ['rouge_l', 'jsonb'],
  ['checks', 'jsonb'],
  ['judge', 'jsonb'],
  ['missing', 'jsonb'],
  ['latency_ms', REAL],
  ['input_tokens', 'integer'],
  ['cached_input_tokens', 'integer'],
  ['output_tokens', 'integer'],
  ['cost_usd', REAL],
  ['judge_cost_usd', REAL],
  ['is_cached', 'boolean'],
];

export const RUN_CATEGORY: Columns = [
  ['run_id', 'uuid'],
  ['category', 'text'],
  ['position', 'integer'],
  ['weight', REAL],
  ['checks', 'integer'],
  ['passed', 'integer'],
  ['required', 'integer'],
  ['required_failed', 'integer'],
];

export const RUN_SCORE: Columns = [
  ['run_id', 'uuid'],
  ['category', 'text'],
  ['metric', 'text'],
  ['n', 'integer'],
  ['missing', 'integer'],
  ['mean', REAL],
  ['sd', REAL],
];

export const RUN_STEP: Columns = [
  ['run_id', 'uuid'],
  ['position', 'integer'],
  ['name', 'text'],
  ['started_at', 'timestamptz'],
  ['finished_at', 'timestamptz'],
  ['params', 'jsonb'],
  ['metrics', 'jsonb'],
];
