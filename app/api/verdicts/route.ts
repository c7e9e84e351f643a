import { defineRoute } from '#lib/composition/routes.ts';
import { orBadCursor } from '#lib/http/define-route.ts';
import { listVerdicts } from '#lib/services/gate/list-verdicts.ts';

export const GET = defineRoute('GET /api/verdicts', async ({ ctx, query }) =>
  orBadCursor(await listVerdicts(ctx, query)),
);
