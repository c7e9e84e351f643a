import { defineRoute } from '#lib/composition/routes.ts';
import { orBadCursor } from '#lib/http/define-route.ts';
import { listShadowEvals } from '#lib/services/list-shadow-evals.ts';

export const GET = defineRoute('GET /api/shadow/evals', async ({ ctx, query }) =>
  orBadCursor(await listShadowEvals(ctx, query)),
);
