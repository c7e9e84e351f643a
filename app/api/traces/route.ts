import { defineRoute } from '#lib/composition/routes.ts';
import { orBadCursor } from '#lib/http/define-route.ts';
import { listTraces } from '#lib/services/traces/list-traces.ts';

export const GET = defineRoute('GET /api/traces', async ({ ctx, query }) =>
  orBadCursor(await listTraces(ctx, query)),
);
