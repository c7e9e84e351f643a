import { z } from 'zod';
import { pageOf, pageQuerySchema } from './page.ts';
import { categoryScoresSchema, scoredExampleSchema, scoresHeadSchema, stepSchema } from './scores.ts';

/** Where a run is in its life. */
const runStates = ['queued', 'running', 'finished', 'failed', 'cancelled'] as const;
/** Holds the value that the list is ordered by. */
const cursor = z.string().max(2_000).optional();
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const runProgressSchema = z.object({
  /** Model calls, of candidate and judge, done and expected. */
  calls_done: z.int(),
  calls_total: z.int(),
  examples_done: z.int(),
  examples_total: z.int(),
  failed_calls: z.int(),
  cost_usd: z.number().nullable(),
  calls_per_second: z.number().nullable(),
  seconds_left: z.number().nullable(),
});
export type RunProgress = z.infer<typeof runProgressSchema>;

/** A line of the runs list. Figures are null until the run has finished. */
export const runSummarySchema = z
  .object({
    id: z.uuid(),
    created_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
    state: z.enum(runStates),
    quality: z.enum(['complete', 'degraded', 'void']).nullable(),
    reasons: z.array(z.string()),
    source: z.enum(['server', 'upload']),
    model: z.string(),
    is_simulated: z.boolean(),
    prompt_version: z.string().nullable(),
    created_by: z.string(),
    repeats: z.int(),
    examples: z.int(),
    overall: z.number().nullable(),
    /** Mean composite per category. */
    category_scores: z.record(z.string(), z.number().nullable()),
    required_failed: z.int().nullable(),
    cost_usd: z.number().nullable(),
    judge_cost_usd: z.number().nullable(),
    signature_hash: z.string().nullable(),
    dataset_hash: z.string().nullable(),
    tags: z.record(z.string(), z.string()),
    /** Whether it is the baseline: the latest run tagged env=production. */
    is_baseline: z.boolean(),
    progress: runProgressSchema.nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'RunSummary' });
export type RunSummary = z.infer<typeof runSummarySchema>;

export const runSortKeys = ['created_at', 'overall', 'model', 'cost_usd', 'examples'] as const;

/** Query of the runs list; `filter` is an expression such as `metrics.overall > 0.8 and tags.env = 'production'`. */
export const runsQuerySchema = pageQuerySchema.extend({
  cursor,
  filter: z.string().max(2_000).optional(),
  sort: z.enum(runSortKeys).default('created_at'),
  order: z.enum(['asc', 'desc']).default('desc'),
});
export type RunsQuery = z.infer<typeof runsQuerySchema>;

export const runPageSchema = pageOf(runSummarySchema);
export type RunPage = z.infer<typeof runPageSchema>;

const artifactSchema = z.object({
  name: z.string(),
  media_type: z.string(),
  bytes: z.int(),
  sha256: z.string(),
});

/** Everything of a run but its examples. */
export const runDetailSchema = z
  .object({
    ...runSummarySchema.shape,
    started_at: z.iso.datetime().nullable(),
    signature: scoresHeadSchema.shape.signature.nullable(),
    dataset: scoresHeadSchema.shape.dataset.nullable(),
    overall_metrics: scoresHeadSchema.shape.overall_metrics.nullable(),
    categories: z.record(z.string(), categoryScoresSchema),
    checks: scoresHeadSchema.shape.checks.nullable(),
    metrics: z.record(z.string(), z.number()),
    params: z.record(z.string(), scalar),
    usage: scoresHeadSchema.shape.usage.nullable(),
    canaries: scoresHeadSchema.shape.canaries,
    steps: z.array(stepSchema),
    artifacts: z.array(artifactSchema),
    /** Composite scores of all examples in ten equal bins from 0 to 1; the last one holds 1 too. */
    distribution: z.array(z.int()).length(10),
  })
  .meta({ id: 'RunDetail' });
export type RunDetail = z.infer<typeof runDetailSchema>;

/** The run that is the baseline now. */
export const promotedRunSchema = z
  .object({ ...runDetailSchema.shape, is_unchanged: z.boolean() })
  .meta({ id: 'PromotedRun' });
export type PromotedRun = z.infer<typeof promotedRunSchema>;

export const runExampleSortKeys = [
  'position',
  'composite',
  'judge_score',
  'rouge_l',
  'embedding',
  'latency_ms',
  'cost_usd',
] as const;

export const runExamplesQuerySchema = pageQuerySchema.extend({
  cursor,
  category: z.string().max(200).optional(),
  /** failed_checks: a required check failed; missing: a metric is missing; error: an answer failed. */
  show: z.enum(['all', 'failed_checks', 'missing', 'error']).default('all'),
  search: z.string().max(200).optional(),
  sort: z.enum(runExampleSortKeys).default('position'),
  order: z.enum(['asc', 'desc']).default('asc'),
});
export type RunExamplesQuery = z.infer<typeof runExamplesQuerySchema>;

/** An example with its answers, and means over the answers to sort by. */
export const runExampleSchema = z
  .object({
    ...scoredExampleSchema.shape,
    position: z.int(),
    /** Score of the embedder; signature.embedder.metric says what it is called. */
    embedding: z.number().nullable(),
    rouge_l: z.number().nullable(),
    judge_score: z.number().nullable(),
    latency_ms: z.number().nullable(),
    cost_usd: z.number().nullable(),
  })
  .meta({ id: 'RunExample' });
export type RunExample = z.infer<typeof runExampleSchema>;

export const runExamplePageSchema = pageOf(runExampleSchema);
export type RunExamplePage = z.infer<typeof runExamplePageSchema>;

const tagName = z.string().min(1).max(100);
const isNotPromotion = (tags: object): boolean => !Object.hasOwn(tags, 'env');
const PROMOTION_ONLY = { path: ['env'], message: 'is set by promotion alone' };

/** Starts a run on the server as a background job. */
export const startRunSchema = z.strictObject({
  /** The current model of model_version.yaml by default. */
  model: z.string().min(1).max(200).optional(),
  prompt: z.string().min(1).max(200).optional(),
  repeats: z.int().min(1).max(100).optional(),
  sample: z.number().gt(0).max(1).optional(),
  seed: z.int().min(0).optional(),
  limit: z.int().min(1).optional(),
  tags: z.record(tagName, z.string().max(1_000)).refine(isNotPromotion, PROMOTION_ONLY).default({}),
});
export type StartRun = z.infer<typeof startRunSchema>;

export const startedRunSchema = z.object({ run_id: z.uuid() });

/** Answer to an upload; the same scores uploaded again are the same run. */
export const uploadedRunSchema = z.object({ run_id: z.uuid(), action: z.enum(['stored', 'duplicate']) });
export type UploadedRun = z.infer<typeof uploadedRunSchema>;

/** Tags to set; null removes one. `env` is set by promotion alone. */
export const tagRunSchema = z.strictObject({
  tags: z.record(tagName, z.string().max(1_000).nullable()).refine(isNotPromotion, PROMOTION_ONLY),
});
