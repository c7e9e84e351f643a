import { defineRoute } from '#lib/composition/routes.ts';
import { orNotFound } from '#lib/http/define-route.ts';
import { getTrace } from '#lib/services/traces/get-trace.ts';

export const GET = defineRoute('GET /api/traces/{id}', async ({ ctx, params }) =>
  orNotFound(await getTrace(ctx, params.id ?? ''), 'such trace'),
);
