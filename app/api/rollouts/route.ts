import { defineRoute } from '#lib/composition/routes.ts';
import { orBadCursor } from '#lib/http/define-route.ts';
import { rolloutStart } from '#lib/http/rollouts.ts';
import { listRollouts } from '#lib/services/rollout/list-rollouts.ts';

export const GET = defineRoute('GET /api/rollouts', async ({ ctx, query }) =>
  orBadCursor(await listRollouts(ctx, query)),
);

export const POST = defineRoute('POST /api/rollouts', ({ body, ...call }) => rolloutStart(call, body));
