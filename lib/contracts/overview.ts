import { z } from 'zod';

/** Everything on the overview's cards for one stretch of time. */
export const overviewSchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    /** Whether answers come from the built-in simulator and not from a model. */
    is_simulating: z.boolean(),
    current_model: z.string(),
    candidate_model: z.string().nullable(),
    judge_model: z.string(),
    shadow_percentage: z.number(),
    requests: z.object({
      total: z.int(),
      ok: z.int(),
      error: z.int(),
      timeout: z.int(),
      aborted: z.int(),
      sampled: z.int(),
    }),
    shadow: z.object({
      scored: z.int(),
      missing: z.int(),
      prod_score_mean: z.number().nullable(),
      shadow_score_mean: z.number().nullable(),
      delta_mean: z.number().nullable(),
      /** Two-sided Student-t interval of the mean delta; null below two scored evaluations. */
      delta_interval: z.object({ low: z.number(), high: z.number(), confidence: z.number() }).nullable(),
    }),
  })
  .meta({ id: 'Overview' });

export type Overview = z.infer<typeof overviewSchema>;
