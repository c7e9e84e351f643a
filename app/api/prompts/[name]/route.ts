import { defineRoute } from '#lib/composition/routes.ts';
import { orNotFound } from '#lib/http/define-route.ts';
import { getPrompt } from '#lib/services/prompts/get-prompt.ts';

export const GET = defineRoute('GET /api/prompts/{name}', async ({ ctx, params }) =>
  orNotFound(await getPrompt(ctx, params.name ?? ''), 'such prompt'),
);
