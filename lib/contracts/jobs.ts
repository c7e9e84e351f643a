import { z } from 'zod';

/** The background jobs by state, and those that failed for good. */
export const jobsSchema = z
  .object({
    engine: z.enum(['embedded', 'inngest']),
    shadow_stopped: z
      .string()
      .nullable()
      .meta({ description: 'Why no shadow jobs are made or done; null while they are.' }),
    counts: z.object({
      queued: z.int(),
      retrying: z.int(),
      active: z.int(),
      completed: z.int(),
      dead_lettered: z.int(),
    }),
    dead_letters: z
      .array(
        z.object({
          job_id: z.string(),
          name: z.string(),
          reason: z.string(),
          attempts: z.int(),
          failed_at: z.iso.datetime(),
          chat_log_id: z.string().nullable(),
        }),
      )
      .meta({ description: 'The latest 20.' }),
  })
  .meta({ id: 'Jobs' });

export type Jobs = z.infer<typeof jobsSchema>;
