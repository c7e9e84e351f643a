import { z } from 'zod';
import { startRunSchema } from './runs.ts';

/** A sampled exchange waits for its shadow evaluation by the candidate that was configured when it was served. */
export const shadowJobSchema = z.object({
  chat_log_id: z.uuid(),
  candidate_model: z.string(),
});

export type ShadowJobData = z.infer<typeof shadowJobSchema>;

/** An exchange waits to be evaluated: by rules, and by the judge where `is_judged`. */
export const evaluationJobSchema = z.object({ chat_log_id: z.uuid(), is_judged: z.boolean() });

export type EvaluationJobData = z.infer<typeof evaluationJobSchema>;

/** A run that the server does itself; `run_id` is also the job's id. */
export const scoreRunJobSchema = startRunSchema.extend({ run_id: z.uuid(), created_by: z.string() });

export type ScoreRunJobData = z.infer<typeof scoreRunJobSchema>;

/** One message of alerts waits to be sent to one channel. */
export const alertDeliveryJobSchema = z.object({ delivery_id: z.uuid() });

export type AlertDeliveryJobData = z.infer<typeof alertDeliveryJobSchema>;
