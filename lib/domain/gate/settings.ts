import { z } from 'zod';

const share = z.number().min(0).max(1);

/** The `gate` part of scorer_config.yaml. */
export const gateOptionsSchema = z.strictObject({
  /** threshold: the Python guard's rule on means. statistical: tests against noise, with a third answer: inconclusive. */
  rule: z.enum(['threshold', 'statistical']).default('threshold'),
  /** One-sided error rate of each decision. */
  alpha: z.number().min(0.0001).max(0.2).default(0.05),
  /** Whether the golden set stands for prompts like these, or for itself (needs two answers per prompt on both sides). */
  inference: z.enum(['random_prompts', 'fixed_prompts']).default('random_prompts'),
  /** Exit code of an inconclusive verdict: 3, 0 or 1. */
  on_inconclusive: z.enum(['require_human', 'warn', 'block']).default('require_human'),
  /** Sensitivity + specificity − 1 of the judge, where measured: the allowed drop shrinks by it (rule statistical). */
  judge_youden_j: z.number().gt(0).max(1).default(1),
  /** Random sign assignments beyond the exact range. */
  draws: z.int().min(999).max(999_999).default(9_999),
  seed: z.int().min(0).default(1),
  /** Required checks and criteria: those that the baseline passed, all of them, or none. */
  required: z.enum(['new_failures', 'all_failures', 'off']).default('new_failures'),
  /** Least share of passing examples, such as 0.95; null leaves the rule out. */
  golden_pass_rate: share.nullable().default(null),
  /** Least mean of judge criteria on the 0 to 5 scale, such as {relevance: 4, helpfulness: 3.5}. */
  criteria: z.record(z.string(), z.number().min(0).max(5)).default({}),
});

/** Everything that a verdict depends on beside the scores. */
export const gateSettingsSchema = z.strictObject({
  ...gateOptionsSchema.shape,
  thresholds: z.strictObject({ overall: share, per_category_min: share, regression_alert_delta: share }),
  /** Compares runs of different signatures all the same. */
  allow_incomparable: z.boolean(),
});
export type GateSettings = z.infer<typeof gateSettingsSchema>;

/** The drop that a non-inferiority test rules out, on the judge's scale. */
export function marginOf({ rule, thresholds, judge_youden_j: j }: GateSettings): number {
  return thresholds.regression_alert_delta * (rule === 'statistical' ? j : 1);
}

/** Rounding never decides: a difference up to 1e-9 counts as none. The rest is the rounding of that very number. */
const NOISE = 1e-9 + 1e-12;

/** Whether a value is below a limit by more than rounding. */
export function isBelow(value: number, limit: number): boolean {
  return limit - value > NOISE;
}
