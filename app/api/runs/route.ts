import { defineRoute } from '#lib/composition/routes.ts';
import { orInvalid } from '#lib/http/define-route.ts';
import { listRuns } from '#lib/services/runs/list-runs.ts';

export const GET = defineRoute('GET /api/runs', async ({ ctx, query }) =>
  orInvalid(await listRuns(ctx, query)),
);
