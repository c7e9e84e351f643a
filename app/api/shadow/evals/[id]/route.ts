import { defineRoute } from '#lib/composition/routes.ts';
import { orNotFound } from '#lib/http/define-route.ts';
import { getShadowEval } from '#lib/services/list-shadow-evals.ts';

export const GET = defineRoute('GET /api/shadow/evals/{id}', async ({ ctx, params }) =>
  orNotFound(await getShadowEval(ctx, params.id ?? ''), 'such shadow evaluation'),
);
