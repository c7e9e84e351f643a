import { z } from 'zod';
import { gateEvidenceSchema } from './evidence.ts';
import { gateSettingsSchema } from './settings.ts';

/** Version of the verdict file's form. */
export const VERDICT_SCHEMA_VERSION = 1;

const count = z.int().min(0);
const figure = z.number().nullable();
const p = z.number().min(0).max(1).nullable();

const comparisonSchema = z.strictObject({
  /** Null for the overall score. */
  category: z.string().nullable(),
  /** new: not in the baseline. lost: not in the current run, or nothing of it could be scored. */
  status: z.enum(['compared', 'new', 'lost']),
  /** Examples with a score on both sides. */
  n: count,
  n_baseline: count,
  n_current: count,
  /** Independent observations: groups of examples, and examples without one. */
  clusters: count,
  /** Observations that differ at all. */
  differing: count,
  /** Mean of all scored examples of the side. */
  baseline: figure,
  current: figure,
  delta: figure,
  /** Mean difference of the pairs; what the following figures are about. */
  paired_delta: figure,
  inference: z.enum(['random_prompts', 'fixed_prompts']),
  se: figure,
  df: figure,
  interval90: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
  /** One-sided p of no drop, raw and after Holm's correction for the number of categories. */
  p_regression: p,
  p_regression_holm: p,
  /** One-sided p of a drop by the margin or more. */
  p_noninferiority: p,
  /** True drop that would be seen with 80 % power. */
  minimum_detectable_drop: figure,
  /** Parts of the variance of differences; null without two answers per prompt on both sides. */
  noise: z
    .strictObject({
      answer_sd_baseline: z.number(),
      answer_sd_current: z.number(),
      example_sd: z.number(),
    })
    .nullable(),
  /** Whether the difference is more than noise, in words. */
  sentence: z.string(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

const changedExampleSchema = z.strictObject({
  id: z.string(),
  category: z.string(),
  baseline: z.number(),
  current: z.number(),
  delta: z.number(),
});
export type ChangedExample = z.infer<typeof changedExampleSchema>;

const neededSchema = z.strictObject({
  category: z.string().nullable(),
  /** Examples now, and examples that would do with as many answers as now. */
  examples: count,
  examples_needed: count,
  /** Answers per prompt on both sides that would do with the examples of now; null when unknown or out of reach. */
  repeats_needed: count.nullable(),
});
export type Needed = z.infer<typeof neededSchema>;

const decisionSchema = z.strictObject({
  verdict: z.enum(['pass', 'fail', 'inconclusive', 'invalid']),
  rule: z.enum(['threshold', 'statistical', 'absolute']),
  /** What decided; never empty. */
  reasons: z.array(z.string()).min(1),
  /** What else should be known. */
  notes: z.array(z.string()),
  margin: z.number(),
  overall: comparisonSchema,
  categories: z.array(comparisonSchema),
  optional_checks: z.strictObject({ newly_failed: count, newly_passed: count, p_regression: p }),
  /** Difference at equal length of answers, beside the measured one; unweighted means. */
  length: z
    .strictObject({ n: count, delta: z.number(), adjusted_delta: z.number(), correlation: z.number() })
    .nullable(),
  regressed: z.array(changedExampleSchema),
  improved: z.array(changedExampleSchema),
  /** What it would take to rule a drop of the margin out, where that is open. */
  needed: z.array(neededSchema),
});
export type Decision = z.infer<typeof decisionSchema>;

/** The verdict file: the decision with everything that it was made of. */
export const verdictSchema = z.strictObject({
  schema_version: z.literal(VERDICT_SCHEMA_VERSION),
  ...decisionSchema.shape,
  settings: gateSettingsSchema,
  evidence: gateEvidenceSchema,
});
export type Verdict = z.infer<typeof verdictSchema>;
