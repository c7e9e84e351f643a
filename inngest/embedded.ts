import type { Inngest } from 'inngest';
import type { EmbeddedJob } from '#lib/adapters/jobs/embedded-engine.ts';
import type { Context } from '#lib/services/context.ts';
import { HandedOverError } from '#lib/domain/jobs/job.ts';
import type { JobDefinition } from './job-definition.ts';

/** The definitions as jobs of the embedded engine. */
export function embeddedJobs(ctx: Context, definitions: readonly JobDefinition[]): EmbeddedJob[] {
  return definitions.map((definition) => ({
    ...settingsOf(definition),
    ...(definition.cron === undefined ? {} : { cron: definition.cron }),
    run: (data, step) => definition.run({ ctx, data, step }),
  }));
}

/**
 * The embedded queue as Inngest's outbox: each job hands its event on, again and again until its function has come to an
 * end (functions.ts settles it then). So neither an Inngest that is away for days loses a job, nor one that took an event
 * and then lost its own memory. Inngest recognises repetitions by the event's id.
 */
export function relayJobs(inngest: Inngest, definitions: readonly JobDefinition[]): EmbeddedJob[] {
  return definitions.map((definition) => ({
    ...settingsOf(definition),
    retries: ENDLESS,
    longestRetryDelaySeconds: LONGEST_RELAY_DELAY_SECONDS,
    run: async (data, _step, jobId) => {
      await inngest.send({ id: jobId, name: definition.event, data });
      throw new HandedOverError();
    },
  }));
}

const EXPIRE_SECONDS = 900;
/** At two minutes each more than a century. */
const ENDLESS = 30_000_000;
const LONGEST_RELAY_DELAY_SECONDS = 120;

function settingsOf(definition: JobDefinition) {
  const { queue, retries, retryDelaySeconds, keepSeconds, concurrency } = definition;
  return {
    queue,
    retries,
    retryDelaySeconds,
    keepSeconds,
    expireSeconds: definition.expireSeconds ?? EXPIRE_SECONDS,
    ...(concurrency === undefined ? {} : { concurrency }),
  };
}
