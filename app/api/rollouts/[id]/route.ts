import { defineRoute } from '#lib/composition/routes.ts';
import { orNotFound } from '#lib/http/define-route.ts';
import { getRollout, waitForRollout } from '#lib/services/rollout/get-rollout.ts';

export const GET = defineRoute('GET /api/rollouts/{id}', async ({ ctx, query, params, signal }) => {
  const { id = '' } = params;
  await waitForRollout(ctx, id, (query.wait_seconds ?? 0) * 1_000, signal);
  return orNotFound(await getRollout(ctx, id), 'such rollout');
});
