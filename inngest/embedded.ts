import type { Inngest } from 'inngest';
import type { EmbeddedJob } from '#lib/adapters/jobs/embedded-engine.ts';
import type { Context } from '#lib/services/context.ts';
import type { JobDefinition } from './job-definition.ts';

/** The definitions as jobs of the embedded engine. */
export function embeddedJobs(ctx: Context, definitions: readonly JobDefinition[]): EmbeddedJob[] {
  return definitions.map((definition) => ({
    ...settingsOf(definition),
    run: (data, step) => definition.run({ ctx, data, step }),
  }));
}

/**
 * The embedded queue as Inngest's outbox: each job hands its event on, again and again until Inngest has it. Inngest
 * recognises repetitions by the event's id.
 */
export function relayJobs(inngest: Inngest, definitions: readonly JobDefinition[]): EmbeddedJob[] {
  return definitions.map((definition) => ({
    ...settingsOf(definition),
    run: (data, _step, jobId) => inngest.send({ id: jobId, name: definition.event, data }),
  }));
}

const EXPIRE_SECONDS = 900;

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
