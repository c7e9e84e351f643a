import { NonRetriableError, type Inngest, type InngestFunction } from 'inngest';
import { isPermanent, type JobStep } from '#lib/domain/jobs/job.ts';
import type { Context } from '#lib/services/context.ts';
import { storeDeadLetter } from '#lib/services/store-dead-letter.ts';
import type { JobDefinition } from './job-definition.ts';

/** The definitions as Inngest functions. */
export function inngestFunctions(
  inngest: Inngest,
  definitions: readonly JobDefinition[],
  getContext: () => Promise<Context>,
): InngestFunction.Any[] {
  return definitions.map((definition) =>
    inngest.createFunction(
      {
        id: definition.queue,
        triggers: [{ event: definition.event }],
        retries: Math.min(definition.retries, MOST_RETRIES) as 20,
        onFailure: async ({ event, error }: FailureInput) => {
          const { id, data } = event.data.event;
          await storeDeadLetter(await getContext(), {
            jobId: id ?? event.data.run_id,
            name: definition.queue,
            data,
            reason: error.message,
            attempts: definition.retries + 1,
          });
        },
      },
      async ({ event, step }: RunInput) => {
        const steps: JobStep = {
          // Inngest gives results back as JSON, and so does the embedded engine.
          run: (name, action) => step.run(name, () => permanent(action)) as never,
        };
        return permanent(async () =>
          definition.run({ ctx: await getContext(), data: event.data, step: steps }),
        );
      },
    ),
  );
}

const MOST_RETRIES = 20;

/** The parts of Inngest's arguments that are used here; events without a schema of Inngest's own come untyped. */
interface RunInput {
  event: { data: object };
  step: { run: (name: string, action: () => Promise<unknown>) => Promise<unknown> };
}
interface FailureInput {
  event: { data: { run_id: string; event: { id?: string | undefined; data: object } } };
  error: Error;
}

async function permanent<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (isPermanent(error)) throw new NonRetriableError(error.message, { cause: error });
    throw error;
  }
}
