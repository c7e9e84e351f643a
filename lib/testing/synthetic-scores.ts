import { sha256Hex } from '#lib/adapters/crypto/digest.ts';
import {
  SCORES_SCHEMA_VERSION,
  type ScoredAnswer,
  type ScoredExample,
  type Scores,
} from '#lib/contracts/scores.ts';
import { RunAggregator } from '#lib/domain/scoring/aggregate.ts';
import { compositeScore, meanOfPresent } from '#lib/domain/scoring/composite.ts';
import { signatureOf } from '#lib/domain/scoring/signature.ts';

export interface SyntheticOptions {
  runId: string;
  examples?: number;
  repeats?: number;
  categories?: readonly string[];
  model?: string;
  tags?: Record<string, string>;
  /** Added to every score. */
  shift?: number;
  /** Repeats each text so many times. */
  textLength?: number;
  change?: (example: ScoredExample, index: number) => ScoredExample;
}

const WEIGHTS = { embedding: 0.3, rouge_l: 0.2, judge_score: 0.5 };
const STARTED = '2026-11-20T10:00:00.000Z';
const FINISHED = '2026-11-20T10:05:00.000Z';

/** Scores that are right in themselves: every aggregate follows from the examples. */
export function syntheticScores(options: SyntheticOptions): Scores {
  const { runId, repeats = 1, categories = ['facts', 'tone'] } = options;
  const examples = Array.from({ length: options.examples ?? 4 }, (_, index) => {
    const category = categories[index % categories.length] ?? '';
    const answers = Array.from({ length: repeats }, (__, repeat) => answerOf(index, repeat, options));
    const example = exampleOf(index, category, answers, options.textLength ?? 1);
    return options.change ? settle(options.change(example, index)) : example;
  });
  return scoresOf(runId, repeats, examples, options);
}

/** The scores of given examples. */
function scoresOf(
  runId: string,
  repeats: number,
  examples: ScoredExample[],
  { model = 'gpt-4.1-mini', tags = {} }: SyntheticOptions,
): Scores {
  const aggregator = new RunAggregator([]);
  for (const example of examples) aggregator.add(example);
  const aggregates = aggregator.finish();
  const datasetHash = sha256Hex(examples.map(({ id }) => id).join('\n'));
  const weights = Object.entries(aggregates.categories).map(([name, { weight }]) => [name, weight] as const);
  return {
    schema_version: SCORES_SCHEMA_VERSION,
    run_id: runId,
    quality: 'complete',
    reasons: [],
    started_at: STARTED,
    finished_at: FINISHED,
    model,
    is_simulated: false,
    prompt_version: 'support@1',
    repeats,
    signature: signatureOf(
      {
        dataset_hash: datasetHash,
        judge_model: 'gpt-4.1',
        rubric_hash: sha256Hex('rubric'),
        judge_samples: 1,
        judge_temperature: 0,
        embedder: null,
        metric_versions: { rouge_l: '1' },
        metric_weights: WEIGHTS,
        category_weights: Object.fromEntries(weights),
      },
      sha256Hex,
    ),
    dataset: { hash: datasetHash, golden_hash: datasetHash, examples: examples.length, sample: null },
    ...aggregates,
    metrics: {
      ...(aggregates.overall === null ? {} : { overall: aggregates.overall }),
      required_failed: aggregates.checks.required_failed,
      cost_usd: 0.5,
    },
    params: { temperature: 0, cache: true, sample: null, 'parameters.stop': 'END' },
    tags,
    usage: {
      input_tokens: 1_000,
      cached_input_tokens: 0,
      output_tokens: 500,
      cost_usd: 0.5,
      judge_input_tokens: 2_000,
      judge_output_tokens: 700,
      judge_cost_usd: null,
    },
    artifacts: [],
    canaries: [{ id: 'colon', kind: 'master_key', score: 0, fooled: false, detail: null }],
    steps: [
      {
        name: 'inference',
        started_at: STARTED,
        finished_at: FINISHED,
        params: { concurrency: 8, sample: null },
        metrics: { seconds: 300 },
      },
      { name: 'judge', started_at: STARTED, finished_at: FINISHED, params: {}, metrics: {} },
    ],
    examples,
  };
}

function exampleOf(
  index: number,
  category: string,
  answers: ScoredAnswer[],
  textLength: number,
): ScoredExample {
  return settle({
    id: `example-${index}`,
    category,
    group: index % 3 === 0 ? `source-${index % 5}` : null,
    source: 'synthetic',
    prompt: `What is ${index} plus ${index}? `.repeat(textLength),
    reference_response: `It is ${index * 2}. `.repeat(textLength),
    composite: null,
    required_checks_passed: null,
    answers,
  });
}

/** The example with what follows from its answers. */
function settle(example: ScoredExample): ScoredExample {
  const answers = example.answers.map((answer) => ({
    ...answer,
    scores: { ...answer.scores, composite: compositeScore(answer.scores, WEIGHTS) },
  }));
  const required = answers.flatMap(({ checks }) => checks.filter((check) => check.required));
  return {
    ...example,
    answers,
    composite: meanOfPresent(answers.map(({ scores }) => scores.composite)),
    required_checks_passed: required.length === 0 ? null : required.every(({ passed }) => passed),
  };
}

function answerOf(
  index: number,
  repeat: number,
  { shift = 0, textLength = 1 }: SyntheticOptions,
): ScoredAnswer {
  const score = (salt: number) =>
    Math.min(1, Math.max(0, ((index * 7 + repeat * 3 + salt) % 11) / 11 + shift));
  const criterion = (id: string, value: number) => ({
    id,
    evidence: 'It is',
    score: value,
    not_applicable: false,
  });
  const hasFailed = index % 10 === 9;
  return {
    repeat,
    status: 'ok',
    answer: `It is ${index + repeat}. `.repeat(textLength),
    error: null,
    finish_reason: 'stop',
    scores: { embedding: score(1), rouge_l: score(2), judge_score: score(3), composite: null },
    rouge_l: { precision: 0.5, recall: 0.25, f1: 1 / 3 },
    embedding: { precision: 0.5, recall: 0.25, f1: 1 / 3, truncated: false },
    checks: [
      {
        type: 'must_contain',
        required: true,
        passed: !hasFailed,
        failure: hasFailed ? 'expected "42"' : null,
      },
    ],
    judge: [
      {
        score: score(3),
        judgement: {
          criteria: [criterion('factual_accuracy', index % 6), criterion('safety', 5)],
          injection_suspected: false,
        },
        missing_reason: null,
      },
    ],
    missing: {},
    latency_ms: 100 + ((index * 13) % 50),
    input_tokens: 20,
    cached_input_tokens: 0,
    output_tokens: 10,
    cost_usd: 0.001,
    judge_cost_usd: null,
    is_cached: false,
  };
}
