import { z } from 'zod';
import { verdictSchema } from '#lib/domain/gate/verdict.ts';
import { pageOf, pageQuerySchema } from './page.ts';
import { runExampleSchema, runSummarySchema } from './runs.ts';

export const MOST_COMPARED_RUNS = 10;

const runIds = z
  .string()
  .transform((text) => text.split(',').map((id) => id.trim().toLowerCase()))
  .pipe(
    z
      .array(z.uuid())
      .min(2, 'expected at least two run ids with a comma between them')
      .max(MOST_COMPARED_RUNS)
      .refine((ids) => new Set(ids).size === ids.length, 'a run is named twice'),
  );

/** `runs`: ids with commas between them. The first is the reference, the others are compared with it. */
export const comparisonQuerySchema = z.object({ runs: runIds });

const figure = z.number().nullable();
const comparedSchema = verdictSchema.shape.overall;

/** One run of a comparison with what is needed to choose among runs: quality, cost and time. */
const comparedRunSchema = z.object({
  run: runSummarySchema,
  /** US dollars for 1,000 answers; null when a price is unknown. Without the judge. */
  cost_per_thousand_usd: figure,
  latency_p50_ms: figure,
  latency_p95_ms: figure,
  output_tokens_mean: figure,
  /** Whether no other run is at least as good and as cheap, and better in one of both; null without quality or cost. */
  is_on_cost_frontier: z.boolean().nullable(),
  /** Against the reference; null for the reference itself. */
  against_reference: z
    .object({
      /** What differs between the signatures; the figures then say little. */
      signature_differences: z.array(
        z.object({ field: z.string(), baseline: z.string(), current: z.string() }),
      ),
      overall: comparedSchema,
      categories: z.array(comparedSchema),
    })
    .nullable(),
});
export type ComparedRun = z.infer<typeof comparedRunSchema>;

export const runComparisonSchema = z
  .object({
    /** One-sided error rate at which a drop counts as more than noise. */
    alpha: z.number(),
    runs: z.array(comparedRunSchema),
  })
  .meta({ id: 'RunComparison' });
export type RunComparison = z.infer<typeof runComparisonSchema>;

export const comparedExamplesQuerySchema = pageQuerySchema.extend({
  /** Two ids: the reference, and the run that is compared with it. */
  runs: runIds.refine((ids) => ids.length === 2, 'expected two run ids'),
  /** Largest change first. */
  change: z.enum(['regressed', 'improved', 'all']).default('all'),
  category: z.string().max(200).optional(),
  cursor: z.string().max(2_000).optional(),
});
export type ComparedExamplesQuery = z.infer<typeof comparedExamplesQuerySchema>;

/** An example on both sides; null where a run doesn't have it. */
const comparedExampleSchema = z.object({
  id: z.string(),
  category: z.string(),
  prompt: z.string(),
  reference_response: z.string(),
  delta: figure,
  reference: runExampleSchema.nullable(),
  current: runExampleSchema.nullable(),
});
export type ComparedExample = z.infer<typeof comparedExampleSchema>;

export const comparedExamplePageSchema = pageOf(comparedExampleSchema);
export type ComparedExamplePage = z.infer<typeof comparedExamplePageSchema>;
