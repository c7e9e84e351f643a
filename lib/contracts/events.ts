import { z } from 'zod';

/** A sampled exchange waits for its shadow evaluation by the candidate that was configured when it was served. */
export const shadowJobSchema = z.object({
  chat_log_id: z.uuid(),
  candidate_model: z.string(),
});

export type ShadowJobData = z.infer<typeof shadowJobSchema>;
