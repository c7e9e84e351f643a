import { defineRoute } from '#lib/composition/routes.ts';
import { orConflict, orNotFound } from '#lib/http/define-route.ts';
import { promoteRun } from '#lib/services/runs/promote-run.ts';

export const POST = defineRoute('POST /api/runs/{id}/promote', async ({ ctx, principal, params }) =>
  orConflict(orNotFound(await promoteRun(ctx, principal, params.id ?? ''), 'such run')),
);
