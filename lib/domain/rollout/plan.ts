import { z } from 'zod';

const share = z.number().min(0).max(1);
const minutes = (fallback: number, most = 7 * 24 * 60) => z.number().gt(0).max(most).default(fallback);
const count = (fallback: number) => z.int().min(1).max(1_000_000).default(fallback);
const risk = (fallback: number) => z.number().gt(0).lt(0.5).default(fallback);

/** What a candidate replaces: the model, the version of a named prompt, or both. */
export const candidateSchema = z
  .strictObject({
    model: z.string().min(1).max(256).nullable().default(null),
    prompt: z
      .strictObject({ name: z.string().min(1).max(120), version: z.string().min(1).max(140) })
      .nullable()
      .default(null),
  })
  .refine(
    ({ model, prompt }) => model !== null || prompt !== null,
    'expected a model, a prompt version or both',
  );

/** Conditions that take a candidate back; null switches one off. */
const triggersSchema = z.strictObject({
  /** So many errors can't be chance if at most `limit` of requests may fail: at once, without waiting for a window. */
  broken: z
    .strictObject({ limit: share.gt(0).lt(1).default(0.05), alpha: risk(0.001), min_errors: count(5) })
    .nullable()
    .prefault({}),
  /** More than this share of requests failed, in both halves of the window. */
  error_rate: z
    .strictObject({ limit: share.default(0.05), for_minutes: minutes(5, 120), min_requests: count(20) })
    .nullable()
    .prefault({}),
  /** The 99th percentile was above the limit, in both halves of the window. */
  latency: z
    .strictObject({
      p99_ms: z.number().gt(0).max(3_600_000).default(10_000),
      for_minutes: minutes(10, 120),
      min_requests: count(20),
    })
    .nullable()
    .prefault({}),
  /** The mean of judged answers was below the limit (0.7 is 3.5 of 5), in both halves of the window. */
  quality: z
    .strictObject({ limit: share.default(0.7), for_minutes: minutes(30, 1_440), min_scores: count(20) })
    .nullable()
    .prefault({}),
});

/** How a candidate is given traffic, and what it must show; rollout.yaml's defaults, and the body of a start. */
export const rolloutPlanSchema = z
  .strictObject({
    initial_percentage: z.number().gt(0).lt(100).default(5),
    step_percentage: z.number().gt(0).max(100).default(10),
    bake_minutes: minutes(30),
    /** A step that can't be judged after its bake time goes on up to so long, and is then rolled back. */
    max_bake_minutes: minutes(120),
    /** Of the whole rollout, pauses not counted; then it is rolled back. */
    max_duration_minutes: minutes(2_880, 30 * 24 * 60),
    /** The candidate against control, over the same window: the step so far. */
    health: z
      .strictObject({
        /** Of each side, in the step. */
        min_requests: count(50),
        /** Judged answers of each side, in the step; 0 asks for none. */
        min_scores: z.int().min(0).max(1_000_000).default(10),
        max_error_rate_increase: share.default(0.02),
        max_p99_ratio: z.number().min(1).max(100).default(1.5),
        max_quality_drop: share.default(0.05),
        /** Risk, in each step, of rolling back a candidate that isn't worse than these allow. */
        alpha: risk(0.05),
      })
      .prefault({}),
    triggers: triggersSchema.prefault({}),
    /** A split of users that chance doesn't explain pauses the rollout; null switches the check off. */
    sample_ratio: z
      .strictObject({ alpha: risk(0.001) })
      .nullable()
      .prefault({}),
    /** Thumbs down at so many times control's share are flagged for a person; null switches it off. */
    negative_feedback: z
      .strictObject({ ratio: z.number().gt(1).max(100).default(2), min_feedback: count(20) })
      .nullable()
      .prefault({}),
  })
  .refine(({ bake_minutes: bake, max_bake_minutes: most }) => most >= bake, {
    path: ['max_bake_minutes'],
    message: 'expected at least bake_minutes',
  });

export type RolloutPlan = z.infer<typeof rolloutPlanSchema>;
export type Candidate = z.infer<typeof candidateSchema>;

/** Shares of traffic of a plan's steps, in percent, ascending, all below 100: after the last one comes the promotion. */
export function stepsOf({ initial_percentage: first, step_percentage: step }: RolloutPlan): number[] {
  const steps: number[] = [];
  // Multiplied, not added up: ten times 0.1 must not come to 0.9999999.
  for (let i = 0; first + i * step < 100 - 1e-9; i += 1) steps.push(Number((first + i * step).toFixed(6)));
  return steps;
}
