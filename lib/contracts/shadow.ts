import { z } from 'zod';
import { pageOf, pageQuerySchema } from './page.ts';

const score = z.number().min(0).max(1).nullable();

const judgedCriterionSchema = z.object({
  id: z.string(),
  evidence: z.string(),
  score: z.int().min(0).max(5),
  not_applicable: z.boolean(),
});

const judgementViewSchema = z
  .object({ criteria: z.array(judgedCriterionSchema), injection_suspected: z.boolean() })
  .nullable();

/** One sampled prompt, answered by both models; `delta = shadow_score - prod_score`. */
export const shadowEvalSchema = z
  .object({
    id: z.uuid(),
    ts: z.iso.datetime().meta({ description: 'Time of the exchange, not of its evaluation.' }),
    chat_log_id: z.uuid(),
    prompt_hash: z.string().meta({ description: 'Signed 64-bit integer in decimal.' }),
    prod_model: z.string(),
    shadow_model: z.string(),
    prod_score: score,
    shadow_score: score,
    delta: z.number().min(-1).max(1).nullable(),
    similarity: score.meta({ description: 'ROUGE-L F1 of the two answers; null where it does not apply.' }),
    status: z.enum(['scored', 'missing']),
    missing_reason: z.string().nullable(),
    judge_model: z.string(),
    rubric_version: z.string(),
    shadow_latency_ms: z.number().nullable(),
    shadow_cost_usd: z.number().nullable(),
    judge_cost_usd: z.number().nullable(),
    evaluated_at: z.iso.datetime(),
    prompt: z.string().nullable(),
    prod_response: z.string().nullable(),
    shadow_response: z.string().nullable(),
    prod_judgement: judgementViewSchema,
    shadow_judgement: judgementViewSchema,
  })
  .meta({ id: 'ShadowEval' });

/** Which evaluations a list shows: those that lost to production, won, or whose answers have little in common. */
export const shadowEvalShows = ['all', 'worse', 'better', 'diverging'] as const;
export type ShadowEvalShow = (typeof shadowEvalShows)[number];

export const shadowEvalsQuerySchema = pageQuerySchema.extend({
  show: z.enum(shadowEvalShows).default('all'),
  shadow_model: z.string().min(1).max(256).optional().meta({ description: 'Of this candidate only.' }),
  sort: z
    .enum(['newest', 'similarity'])
    .optional()
    .meta({ description: 'similarity: the least alike first; the first page only, without a cursor.' }),
});
export type ShadowEvalsQuery = z.infer<typeof shadowEvalsQuerySchema>;

export const shadowEvalPageSchema = pageOf(shadowEvalSchema).meta({ id: 'ShadowEvalPage' });

/** Means over the last `window_size` scored evaluations at points in time; a gap in traffic is a gap between points. */
export const shadowSeriesSchema = z
  .object({
    window_size: z.int(),
    items: z.array(
      z.object({
        ts: z.iso.datetime(),
        /** Scored evaluations behind this point, at most window_size. */
        n: z.int(),
        prod_mean: z.number(),
        shadow_mean: z.number(),
      }),
    ),
  })
  .meta({ id: 'ShadowSeries' });

export type ShadowEvalItem = z.infer<typeof shadowEvalSchema>;
export type ShadowSeries = z.infer<typeof shadowSeriesSchema>;
