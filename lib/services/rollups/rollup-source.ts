import { HEURISTIC_RULES } from '#lib/domain/evaluation/heuristics/settings.ts';
import { SHORTEST_MS, SKETCH_GROWTH } from '#lib/domain/telemetry/latency-sketch.ts';

export type SourceName = 'traffic' | 'shadow' | 'evaluation' | 'quality' | 'feedback' | 'failure' | 'rule';

/** How one table of raw rows becomes rollups. Names are of this file, never of a caller. */
export interface RollupSource {
  name: SourceName;
  /** Raw rows with their time: a table, or a SELECT in brackets. */
  raw: string;
  time: string;
  joins: string;
  /** Which raw rows count; all, where it is left out. */
  condition?: string;
  table: `${SourceName}_rollups`;
  /** Column of the rollup and the raw expression; those with a cap keep only so many different values. */
  dimensions: readonly { column: string; raw: string; isCapped: boolean }[];
  sums: readonly RollupSum[];
  /** Column with the latency, in milliseconds, of which a sketch is kept. */
  latency: string | null;
  /** Column that counts the raw rows. */
  rows: string;
  usesDivergence: boolean;
  /** Its rows depend on those of this source, too: what is computed again there is computed again here. */
  follows?: SourceName;
  /** Whose raw rows these are, where another source has the same: that one's retention deletes them. */
  rowsOf?: SourceName;
}

/** Column of the rollup and its aggregate over raw rows; rollups of rollups are sums, or the least or greatest of them. */
export interface RollupSum {
  column: string;
  /** The argument is the place of a parameter. */
  raw: (similarity: string) => string;
  type: 'bigint' | 'double precision';
  merge?: 'sum' | 'min' | 'max';
}

/** The aggregate that puts rollups of one column together. */
export const mergeOf = ({ column, merge = 'sum' }: RollupSum): string => `${merge}(${column})`;

export const OTHER = '(other)';

const count = (column: string, condition = 'true') => ({
  column,
  raw: () => `count(*) FILTER (WHERE ${condition})`,
  type: 'bigint' as const,
});
const whole = (column: string) => ({
  column,
  raw: () => `coalesce(sum(t.${column}), 0)`,
  type: 'bigint' as const,
});
const sum = (column: string, expression: string) => ({
  column,
  raw: () => `coalesce(sum(${expression}), 0)`,
  type: 'double precision' as const,
});
const capped = (column: string, raw: string) => ({ column, raw, isCapped: true });

export const TRAFFIC: RollupSource = {
  name: 'traffic',
  raw: 'chat_logs',
  time: 'created_at',
  joins: '',
  table: 'traffic_rollups',
  dimensions: [
    capped('model', 't.model_version'),
    capped('prompt_version', 't.prompt_version'),
    capped('use_case', 't.use_case'),
    capped('variant', 't.variant'),
    { column: 'status', raw: 't.status', isCapped: false },
  ],
  sums: [
    count('requests'),
    count('sampled', 't.is_sampled'),
    whole('input_tokens'),
    whole('cached_input_tokens'),
    whole('output_tokens'),
    count('tokens_unknown', 't.input_tokens IS NULL OR t.output_tokens IS NULL'),
    sum('cost_usd', 't.cost_usd'),
    count('cost_unknown', 't.cost_usd IS NULL'),
    sum('latency_sum_ms', 't.latency_ms'),
  ],
  latency: 't.latency_ms',
  rows: 'requests',
  usesDivergence: false,
};

const BOTH = 't.delta IS NOT NULL';
const scored = (column: string, expression: string) => ({
  column,
  raw: () => `coalesce(sum(${expression}) FILTER (WHERE ${BOTH}), 0)`,
  type: 'double precision' as const,
});

export const SHADOW: RollupSource = {
  name: 'shadow',
  raw: 'shadow_evals',
  time: 'ts',
  // The exchange has the evaluation's time.
  joins: 'LEFT JOIN chat_logs log ON log.created_at = t.ts AND log.id = t.chat_log_id',
  table: 'shadow_rollups',
  dimensions: [
    capped('prod_model', 't.prod_model'),
    capped('shadow_model', 't.shadow_model'),
    capped('judge_model', 't.judge_model'),
    capped('use_case', 'log.use_case'),
  ],
  sums: [
    count('evaluations'),
    count('scored', BOTH),
    scored('prod_sum', 't.prod_score'),
    scored('prod_squares', 't.prod_score * t.prod_score'),
    scored('shadow_sum', 't.shadow_score'),
    scored('shadow_squares', 't.shadow_score * t.shadow_score'),
    scored('delta_sum', 't.delta'),
    scored('delta_squares', 't.delta * t.delta'),
    count('compared', 't.similarity IS NOT NULL'),
    {
      column: 'divergences',
      raw: (similarity) => `count(*) FILTER (WHERE t.similarity < ${similarity}::float8)`,
      type: 'bigint',
    },
    sum('shadow_cost_usd', 't.shadow_cost_usd'),
    count('shadow_cost_unknown', 't.shadow_cost_usd IS NULL'),
    sum('judge_cost_usd', 't.judge_cost_usd'),
    count('judge_cost_unknown', 't.judge_cost_usd IS NULL'),
  ],
  latency: null,
  rows: 'evaluations',
  usesDivergence: true,
};

export const EVALUATION: RollupSource = {
  name: 'evaluation',
  raw: 'evaluations',
  time: 'chat_created_at',
  joins: '',
  table: 'evaluation_rollups',
  dimensions: [
    { column: 'source', raw: 't.source', isCapped: false },
    capped('evaluator', 't.evaluator'),
    capped('judge_model', 't.judge_model'),
    capped('model', 't.model_version'),
    capped('prompt_version', 't.prompt_version'),
    capped('use_case', 't.use_case'),
    capped('variant', 't.variant'),
  ],
  sums: [
    count('evaluations'),
    count('scored', 't.score IS NOT NULL'),
    sum('score_sum', 't.score'),
    sum('score_squares', 't.score * t.score'),
    sum('cost_usd', 't.cost_usd'),
    // What costs nothing by its nature has no price to be unknown.
    count('cost_unknown', `t.cost_usd IS NULL AND t.source = 'judge'`),
  ],
  latency: null,
  rows: 'evaluations',
  usesDivergence: false,
};

/**
 * Each served answer's score, once: the judge's of the latest evaluation of traffic, else of the latest shadow evaluation, as
 * the list of exchanges shows and filters it.
 */
export const SERVED_SCORES = `(
  SELECT e.chat_created_at AS ts, e.chat_id AS chat_log_id, e.model_version AS model, e.score FROM evaluations e
  WHERE e.source = 'judge' AND e.score IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM evaluations l WHERE l.chat_created_at = e.chat_created_at AND l.chat_id = e.chat_id
      AND l.source = 'judge' AND l.score IS NOT NULL AND (l.created_at, l.evaluator) > (e.created_at, e.evaluator))
  UNION ALL
  SELECT s.ts, s.chat_log_id, s.prod_model, s.prod_score FROM shadow_evals s
  WHERE s.prod_score IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM shadow_evals l WHERE l.ts = s.ts AND l.chat_log_id = s.chat_log_id AND l.prod_score IS NOT NULL
      AND (l.evaluated_at, l.id) > (s.evaluated_at, s.id))
  AND NOT EXISTS (
    SELECT 1 FROM evaluations j WHERE j.chat_created_at = s.ts AND j.chat_id = s.chat_log_id
      AND j.source = 'judge' AND j.score IS NOT NULL))`;

/** Scores of served answers by what served them. */
export const QUALITY: RollupSource = {
  name: 'quality',
  raw: SERVED_SCORES,
  time: 'ts',
  joins: 'LEFT JOIN chat_logs log ON log.created_at = t.ts AND log.id = t.chat_log_id',
  table: 'quality_rollups',
  dimensions: [
    capped('model', 'coalesce(log.model_version, t.model)'),
    capped('prompt_version', 'log.prompt_version'),
    capped('use_case', 'log.use_case'),
    capped('variant', 'log.variant'),
  ],
  sums: [count('scored'), sum('score_sum', 't.score'), sum('score_squares', 't.score * t.score')],
  latency: null,
  rows: 'scored',
  usesDivergence: false,
  // What shadow evaluations change is marked as they are stored.
  follows: 'evaluation',
  rowsOf: 'shadow',
};

/** What people said of exchanges that are stored. */
export const FEEDBACK: RollupSource = {
  name: 'feedback',
  raw: 'feedback',
  time: 'chat_created_at',
  joins: 'LEFT JOIN chat_logs log ON log.created_at = t.chat_created_at AND log.id = t.chat_id',
  condition: `EXISTS (SELECT 1 FROM chat_logs l WHERE l.created_at = t.chat_created_at AND l.id = t.chat_id)`,
  table: 'feedback_rollups',
  dimensions: [
    capped('model', 'log.model_version'),
    capped('prompt_version', 'log.prompt_version'),
    capped('use_case', 'log.use_case'),
    capped('variant', 'log.variant'),
    { column: 'status', raw: 'log.status', isCapped: false },
  ],
  sums: [
    count('ratings'),
    // An exchange is in one group of one minute alone.
    { column: 'rated', raw: () => 'count(DISTINCT t.chat_id)', type: 'bigint' },
    count('up', `t.rating = 'up'`),
    count('down', `t.rating = 'down'`),
  ],
  latency: null,
  rows: 'ratings',
  usesDivergence: false,
  // An exchange may be stored after its rating.
  follows: 'traffic',
};

const at = (aggregate: 'min' | 'max'): Omit<RollupSum, 'column'> => ({
  raw: () => `(extract(epoch FROM ${aggregate}(t.created_at)) * 1000)`,
  type: 'bigint',
  merge: aggregate,
});

/** Failed exchanges by what they have in common; times in milliseconds since 1970. */
export const FAILURE: RollupSource = {
  name: 'failure',
  raw: 'chat_logs',
  time: 'created_at',
  joins: '',
  condition: `t.status <> 'ok'`,
  table: 'failure_rollups',
  dimensions: [
    ...TRAFFIC.dimensions,
    { column: 'http_status', raw: `coalesce(t.http_status::text, '')`, isCapped: false },
    capped('pattern', 't.error_pattern'),
  ],
  sums: [count('failures'), { column: 'first_ms', ...at('min') }, { column: 'last_ms', ...at('max') }],
  latency: null,
  rows: 'failures',
  usesDivergence: false,
  follows: 'traffic',
  rowsOf: 'traffic',
};

const outcomes = (outcome: 'failed' | 'passed') =>
  HEURISTIC_RULES.map((rule) =>
    count(`${rule}_${outcome}`, `t.details->'checks' @> '[{"check": "${rule}", "outcome": "${outcome}"}]'`),
  );

/** How often each rule of the heuristics passed and failed. */
export const RULE: RollupSource = {
  name: 'rule',
  raw: 'evaluations',
  time: 'chat_created_at',
  joins: '',
  condition: `t.source = 'heuristics'`,
  table: 'rule_rollups',
  dimensions: [
    capped('model', 't.model_version'),
    capped('prompt_version', 't.prompt_version'),
    capped('use_case', 't.use_case'),
    capped('variant', 't.variant'),
  ],
  sums: [count('evaluations'), ...outcomes('failed'), ...outcomes('passed')],
  latency: null,
  rows: 'evaluations',
  usesDivergence: false,
  follows: 'evaluation',
  rowsOf: 'evaluation',
};

/** Those that follow another come after it. */
export const SOURCES: readonly RollupSource[] = [
  ...[TRAFFIC, SHADOW, EVALUATION, QUALITY, FEEDBACK, FAILURE, RULE],
];

/** Dimensions by which traffic is summed up on its own too, in `traffic_totals`; `none` sums up over all of them. */
export const TOTALS = ['none', 'model', 'prompt_version', 'use_case', 'variant'] as const;
export type TotalsDimension = (typeof TOTALS)[number];

/** The bin of a latency, by the formula of lib/domain/telemetry/latency-sketch.ts. */
export const BIN_SQL = (latency: string): string =>
  `ceil(ln(greatest(${latency}, ${SHORTEST_MS})) / ln(${SKETCH_GROWTH}::float8))::int`;

export const columnsOf = (source: RollupSource): string[] => [
  ...source.dimensions.map(({ column }) => column),
  ...source.sums.map(({ column }) => column),
  ...(source.latency === null ? [] : ['latency_sketch']),
];
