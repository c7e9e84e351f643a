import { defineRoute } from '#lib/composition/routes.ts';
import { orBadCursor } from '#lib/http/define-route.ts';
import { listEvaluations } from '#lib/services/evaluation/list-evaluations.ts';

export const GET = defineRoute('GET /api/evaluations', async ({ ctx, query }) =>
  orBadCursor(await listEvaluations(ctx, query)),
);
