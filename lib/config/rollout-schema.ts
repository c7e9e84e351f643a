import { z } from 'zod';
import { rolloutPlanSchema } from '#lib/domain/rollout/plan.ts';

/** rollout.yaml: how a candidate gets a growing share of production's traffic. */
export const rolloutFileSchema = z.strictObject({
  /** How often a running rollout is looked at. */
  check_interval_seconds: z.number().min(0.25).max(60).default(2),
  /** What the start of a rollout may change. */
  default: rolloutPlanSchema.prefault({}),
});
