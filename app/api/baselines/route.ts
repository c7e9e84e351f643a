import { defineRoute } from '#lib/composition/routes.ts';
import { orBadCursor } from '#lib/http/define-route.ts';
import { listBaselines } from '#lib/services/gate/list-baselines.ts';

export const GET = defineRoute('GET /api/baselines', async ({ ctx, query }) =>
  orBadCursor(await listBaselines(ctx, query)),
);
