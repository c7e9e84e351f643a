import type { z } from 'zod';
import type { Context } from '#lib/services/context.ts';
import { PermanentJobError, type JobStep } from '#lib/domain/jobs/job.ts';

/** A background job, written once; engine.ts and functions.ts say how each engine runs it. */
export interface JobDefinition<Schema extends z.ZodType = z.ZodType> {
  /** Queue of the embedded engine. */
  queue: string;
  /** Event that starts it on Inngest. */
  event: string;
  /** When it also starts by itself: minute, hour, day of the month, month, day of the week (UTC). */
  cron?: string;
  data: Schema;
  retries: number;
  /** Wait before the first retry; it doubles with each further one. */
  retryDelaySeconds: number;
  /** Seconds for which a finished job is kept. */
  keepSeconds: number;
  /** A job that takes longer is given up and tried again; a quarter of an hour by default. */
  expireSeconds?: number;
  /** Jobs of this queue at once in one process; LRG_JOB_CONCURRENCY by default. */
  concurrency?: number;
  run: (input: { ctx: Context; data: z.output<Schema>; step: JobStep }) => Promise<unknown>;
}

/** Checks a definition's types and forgets its schema's, so that different jobs fit one list. */
export function defineJob<Schema extends z.ZodType>(definition: JobDefinition<Schema>): JobDefinition {
  return {
    ...definition,
    run: ({ ctx, data, step }) => {
      const parsed = definition.data.safeParse(data);
      if (!parsed.success)
        throw new PermanentJobError(`the job's data is not valid: ${parsed.error.message}`);
      return definition.run({ ctx, data: parsed.data, step });
    },
  };
}
