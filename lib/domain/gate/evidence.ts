import { z } from 'zod';

const count = z.int().min(0);

/** One example's answers on one side, in order of their repeats. */
const sideSchema = z.strictObject({
  /** Composite scores in [0, 1]; null could not be scored. */
  scores: z.array(z.number().min(0).max(1).nullable()).min(1),
  /** Whether the answer passed all its required checks and criteria; null when it has none, or there is no answer. */
  required: z.array(z.boolean().nullable()),
  /** The same of checks that are not required. */
  optional: z.array(z.boolean().nullable()),
  /** Characters of the answers; null where there is none. */
  lengths: z.array(z.int().min(0).nullable()),
});
export type ExampleSide = z.infer<typeof sideSchema>;

const exampleEvidenceSchema = z.strictObject({
  id: z.string(),
  category: z.string(),
  /** Examples of one source are one observation for the statistics. */
  group: z.string().nullable(),
  baseline: sideSchema.nullable(),
  current: sideSchema.nullable(),
  /** The id is on both sides with another prompt, reference or category: no pair. */
  is_changed: z.boolean(),
});
export type ExampleEvidence = z.infer<typeof exampleEvidenceSchema>;

const runEvidenceSchema = z.strictObject({
  run_id: z.string(),
  model: z.string(),
  prompt_version: z.string().nullable(),
  finished_at: z.string(),
  is_simulated: z.boolean(),
  quality: z.enum(['complete', 'degraded', 'void']),
  quality_reasons: z.array(z.string()),
  repeats: z.int().min(1),
  signature_hash: z.string(),
  answers: count,
  failed_answers: count,
  judgements: count,
  failed_judgements: count,
  category_weights: z.array(z.strictObject({ category: z.string(), weight: z.number().min(0) })),
  criteria: z.array(z.strictObject({ id: z.string(), n: count, mean: z.number().nullable() })),
});
export type RunEvidence = z.infer<typeof runEvidenceSchema>;

const differenceSchema = z.strictObject({ field: z.string(), baseline: z.string(), current: z.string() });
export type SignatureDifference = z.infer<typeof differenceSchema>;

/** All that a verdict is made of; with the settings it gives the same verdict again. */
export const gateEvidenceSchema = z.strictObject({
  baseline: runEvidenceSchema.nullable(),
  /** Why there is no baseline; null when there is one. */
  no_baseline: z.string().nullable(),
  /** How the baseline was chosen, where that isn't plain. */
  baseline_note: z.string().nullable().default(null),
  current: runEvidenceSchema,
  signature_differences: z.array(differenceSchema),
  examples: z.array(exampleEvidenceSchema),
});
export type GateEvidence = z.infer<typeof gateEvidenceSchema>;
