import { serve } from 'inngest/next';
import { createInngest } from '#inngest/client.ts';
import { jobDefinitions } from '#inngest/definitions.ts';
import { inngestFunctions } from '#inngest/functions.ts';
import { getApplication } from '#lib/composition/running.ts';

type Handlers = ReturnType<typeof serve>;

/** Inngest's own protocol, signed with its key; nothing is here unless Inngest is configured. */
function handle(method: keyof Handlers): Handlers['GET'] {
  return async (request, next) => {
    const { ctx } = await getApplication();
    if (!ctx.env.usesInngest) return new Response(null, { status: 404 });
    const client = createInngest(ctx.env, ctx.log);
    const functions = inngestFunctions(
      client,
      jobDefinitions(ctx.config),
      async () => (await getApplication()).ctx,
    );
    return serve({ client, functions })[method](request, next);
  };
}

export const GET = handle('GET');
export const POST = handle('POST');
export const PUT = handle('PUT');
