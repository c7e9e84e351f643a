import { defineRoute } from '#lib/composition/routes.ts';
import { orConflict, orNotFound } from '#lib/http/define-route.ts';
import { cancelRun } from '#lib/services/runs/cancel-run.ts';

export const POST = defineRoute('POST /api/runs/{id}/cancel', async ({ ctx, principal, params }) =>
  orConflict(orNotFound(await cancelRun(ctx, principal, params.id ?? ''), 'such run')),
);
