import { z } from 'zod';
import { categoryName } from '#lib/domain/dataset/example.ts';
import { judgementSchema } from '#lib/domain/judge/judgement.ts';

/** Version of the scores file's form; grows when a reader of the older form would misread a newer file. */
export const SCORES_SCHEMA_VERSION = 1;

const unit = z.number().min(0).max(1);
const cost = z.number().min(0).nullable().meta({ description: 'US dollars; null when a price is unknown' });
const count = z.int().min(0);
/** Of one answer: what a database's integer holds. */
const tokens = count.max(2 ** 31 - 1);
const name = z.string().min(1).max(200);

/*
 * `embedding` below is the score of the run's embedder. What it is called (bertscore, token_greedy_f1, embedding_cosine)
 * stands in signature.embedder.metric: only a listed model at its listed layer makes a BERTScore.
 */

const embedderSignatureSchema = z.strictObject({
  /** bertscore only for a listed model at its listed layer; what else is computed carries its own name. */
  metric: z.enum(['bertscore', 'token_greedy_f1', 'embedding_cosine']),
  model: name,
  layer: z.int().nullable(),
  dtype: z.string(),
  idf: z.boolean(),
  rescaled: z.boolean(),
});

/** What makes two runs comparable: they are, exactly when the hashes are equal. */
export const signatureSchema = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  dataset_hash: z.string().regex(/^[0-9a-f]{64}$/),
  judge_model: z.string().nullable(),
  rubric_hash: z.string().nullable(),
  judge_samples: count,
  judge_temperature: z.number().nullable(),
  embedder: embedderSignatureSchema.nullable(),
  metric_versions: z.record(z.string(), z.string()),
  metric_weights: z.record(z.string(), z.number()),
  category_weights: z.record(z.string(), z.number()),
});
export type Signature = z.infer<typeof signatureSchema>;

const precisionRecallF1Schema = z.strictObject({
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  truncated: z.boolean().optional(),
});

const checkResultSchema = z.strictObject({
  type: z.string(),
  required: z.boolean(),
  passed: z.boolean(),
  failure: z.string().nullable(),
});

const judgeSampleSchema = z.strictObject({
  score: unit.nullable(),
  judgement: judgementSchema.nullable(),
  missing_reason: z.string().nullable(),
  /** Required criteria that scored below their minimum: failures that no average may hide. Absent when there are none. */
  failed_required: z.array(z.string()).min(1).optional(),
});

/** One answer to one example, with everything that was found out about it. */
export const answerSchema = z.strictObject({
  /** 0 for the first of K answers. */
  repeat: count,
  status: z.enum(['ok', 'error']),
  /** Null when the model gave none. */
  answer: z.string().nullable(),
  error: z.string().nullable(),
  finish_reason: z.string().nullable(),
  scores: z.strictObject({
    embedding: unit.nullable(),
    rouge_l: unit.nullable(),
    judge_score: unit.nullable(),
    composite: unit.nullable(),
  }),
  rouge_l: precisionRecallF1Schema.nullable(),
  embedding: precisionRecallF1Schema.nullable(),
  checks: z.array(checkResultSchema),
  judge: z.array(judgeSampleSchema),
  /** Why a metric is missing, by its name. */
  missing: z.record(z.string(), z.string()),
  latency_ms: z.number().min(0).nullable(),
  input_tokens: tokens.nullable(),
  cached_input_tokens: tokens.nullable(),
  output_tokens: tokens.nullable(),
  cost_usd: cost,
  judge_cost_usd: cost,
  /** Whether the answer came out of the cache of an earlier run. */
  is_cached: z.boolean(),
});
export type ScoredAnswer = z.infer<typeof answerSchema>;

export const scoredExampleSchema = z.strictObject({
  id: name,
  category: categoryName(name),
  group: z.string().nullable(),
  source: z.string(),
  prompt: z.string(),
  reference_response: z.string(),
  /** Mean composite of its answers; null when none could be scored. */
  composite: unit.nullable(),
  /** Whether every answer passed its required checks; null when the example has none. */
  required_checks_passed: z.boolean().nullable(),
  answers: z.array(answerSchema).min(1),
});
export type ScoredExample = z.infer<typeof scoredExampleSchema>;

/** Mean over examples (each the mean of its answers), with the standard deviation between examples. */
export const aggregateSchema = z.strictObject({
  n: count,
  missing: count,
  mean: z.number().nullable(),
  sd: z.number().nullable(),
});
export type Aggregate = z.infer<typeof aggregateSchema>;

const metricAggregatesSchema = z.strictObject({
  composite: aggregateSchema,
  embedding: aggregateSchema,
  rouge_l: aggregateSchema,
  judge_score: aggregateSchema,
  /** Judge criteria by id, on the 0 to 5 scale. */
  criteria: z.record(z.string(), aggregateSchema),
});

const checkCountsSchema = z.strictObject({
  checks: count,
  passed: count,
  required: count,
  required_failed: count,
});

export const categoryScoresSchema = z.strictObject({
  ...metricAggregatesSchema.shape,
  weight: z.number().min(0),
  checks: checkCountsSchema,
});
export type CategoryScores = z.infer<typeof categoryScoresSchema>;

export const stepSchema = z.strictObject({
  name: z.enum(['inference', 'metrics', 'judge', 'aggregate']),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  metrics: z.record(z.string(), z.number()),
});
export type RunStep = z.infer<typeof stepSchema>;

const canarySchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['master_key', 'injection']),
  score: unit.nullable(),
  /** Whether the judge was fooled: a score above 1/5. */
  fooled: z.boolean(),
  detail: z.string().nullable(),
});
export type CanaryResult = z.infer<typeof canarySchema>;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Texts that belong to a run, such as its rubric and its settings. */
const artifactsSchema = z
  .array(z.strictObject({ name, media_type: name, content: z.string().max(1_000_000) }))
  .max(20)
  .refine(
    (files) => new Set(files.map((file) => file.name)).size === files.length,
    'expected different names',
  )
  .default([]);

/** Everything of a run but its examples. */
export const scoresHeadSchema = z.strictObject({
  schema_version: z.literal(SCORES_SCHEMA_VERSION),
  run_id: z.uuid(),
  /** void: the judge was fooled by a canary, nothing may be concluded. degraded: something is missing, reasons say what. */
  quality: z.enum(['complete', 'degraded', 'void']),
  reasons: z.array(z.string()),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime(),
  model: name,
  is_simulated: z.boolean(),
  prompt_version: z.string().nullable(),
  repeats: z.int().min(1),
  signature: signatureSchema,
  dataset: z.strictObject({
    hash: z.string(),
    /** Hash of the whole golden set that the scored examples were taken from. */
    golden_hash: z.string(),
    examples: count,
    sample: z.string().nullable(),
  }),
  overall: unit.nullable(),
  overall_metrics: metricAggregatesSchema,
  categories: z.record(z.string(), categoryScoresSchema),
  checks: checkCountsSchema,
  /** Flat figures for search expressions such as `metrics.overall > 0.8`. */
  metrics: z.record(z.string(), z.number()),
  params: z.record(z.string(), scalar),
  tags: z.record(z.string(), z.string()),
  usage: z.strictObject({
    input_tokens: count,
    cached_input_tokens: count,
    output_tokens: count,
    cost_usd: cost,
    judge_input_tokens: count,
    judge_output_tokens: count,
    judge_cost_usd: cost,
  }),
  canaries: z.array(canarySchema),
  steps: z.array(stepSchema),
  artifacts: artifactsSchema,
});
export type ScoresHead = z.infer<typeof scoresHeadSchema>;

/** The scores file: `scores_output/scores.json`, and the body of an upload. */
export const scoresSchema = z
  .strictObject({ ...scoresHeadSchema.shape, examples: z.array(scoredExampleSchema).min(1) })
  .meta({ id: 'Scores' });
export type Scores = z.infer<typeof scoresSchema>;
