import { NonRetriableError, type Inngest, type InngestFunction } from 'inngest';
import { isPermanent, type JobStep } from '#lib/domain/jobs/job.ts';
import { isRecord } from '#lib/domain/completion/usage.ts';
import type { Context } from '#lib/services/context.ts';
import { storeDeadLetter } from '#lib/services/store-dead-letter.ts';
import type { JobDefinition } from './job-definition.ts';

/** The definitions as Inngest functions. */
export function inngestFunctions(
  inngest: Inngest,
  definitions: readonly JobDefinition[],
  getContext: () => Promise<Context>,
): InngestFunction.Any[] {
  return definitions.map((definition) => {
    const retries = Math.min(definition.retries, MOST_RETRIES);
    return inngest.createFunction(
      {
        id: definition.queue,
        triggers: [
          { event: definition.event },
          ...(definition.cron === undefined ? [] : [{ cron: definition.cron }]),
        ],
        retries: retries as 20,
        onFailure: async ({ event, error }: FailureInput) => {
          const ctx = await getContext();
          const { id, data } = event.data.event;
          await storeDeadLetter(ctx, {
            jobId: id ?? event.data.run_id,
            name: definition.queue,
            data,
            reason: error.message,
            attempts: attemptsOf(error) ?? retries + 1,
          });
          if (id !== undefined) await ctx.jobs.settle(definition.queue, id);
        },
      },
      async ({ event, step, attempt }: RunInput) => {
        const steps: JobStep = {
          // Inngest gives results back as JSON, and so does the embedded engine.
          run: (name, action) => step.run(name, () => permanent(action, attempt)) as never,
        };
        return permanent(async () => {
          const ctx = await getContext();
          const result = await definition.run({ ctx, data: event.data, step: steps });
          if (event.id !== undefined) await ctx.jobs.settle(definition.queue, event.id);
          return result;
        }, attempt);
      },
    );
  });
}

const MOST_RETRIES = 20;

/** The parts of Inngest's arguments that are used here; events without a schema of Inngest's own come untyped. */
interface RunInput {
  event: { id?: string | undefined; data: object };
  /** From 0. */
  attempt: number;
  step: { run: (name: string, action: () => Promise<unknown>) => Promise<unknown> };
}
interface FailureInput {
  event: { data: { run_id: string; event: { id?: string | undefined; data: object } } };
  error: Error;
}

/** @param attempt from 0; of Inngest's own report of a failure it is no part, so it travels with the error */
async function permanent<T>(action: () => Promise<T>, attempt: number): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!isPermanent(error)) throw error;
    throw new NonRetriableError(error.message, { cause: { attempts: attempt + 1, stack: error.stack } });
  }
}

function attemptsOf({ cause }: Error): number | null {
  return isRecord(cause) && typeof cause.attempts === 'number' ? cause.attempts : null;
}
