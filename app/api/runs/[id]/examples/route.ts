import { defineRoute } from '#lib/composition/routes.ts';
import { orInvalid, orNotFound } from '#lib/http/define-route.ts';
import { listRunExamples } from '#lib/services/runs/list-run-examples.ts';

export const GET = defineRoute('GET /api/runs/{id}/examples', async ({ ctx, params, query }) =>
  orInvalid(orNotFound(await listRunExamples(ctx, params.id ?? '', query), 'such run')),
);
