import { defineRoute } from '#lib/composition/routes.ts';
import { orNotFound } from '#lib/http/define-route.ts';
import { getPromptVersion } from '#lib/services/prompts/prompt-version-item.ts';

export const GET = defineRoute('GET /api/prompts/{name}/versions/{version}', async ({ ctx, params }) =>
  orNotFound(
    await getPromptVersion(ctx, params.name ?? '', params.version ?? ''),
    'such version of this prompt',
  ),
);
