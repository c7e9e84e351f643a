import { defineRoute } from '#lib/composition/routes.ts';
import { orNotFound } from '#lib/http/define-route.ts';
import { getRun } from '#lib/services/runs/get-run.ts';

export const GET = defineRoute('GET /api/runs/{id}', async ({ ctx, params }) =>
  orNotFound(await getRun(ctx, params.id ?? ''), 'such run'),
);
