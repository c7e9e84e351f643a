import { defineRoute } from '#lib/composition/routes.ts';
import { ProblemError } from '#lib/http/problem.ts';
import { liftFreeze } from '#lib/services/rollout/lift-freeze.ts';

export const POST = defineRoute('POST /api/rollouts/freeze/lift', async ({ ctx, principal, body }) => {
  const outcome = await liftFreeze(ctx, principal, body);
  if (outcome === 'nameless') {
    const errors = [{ path: 'name', message: 'expected the name of the person who decided it' }];
    throw new ProblemError(422, 'the body has 1 error', { errors });
  }
  if (outcome === 'not_frozen') throw new ProblemError(409, 'rollouts are not frozen');
  await ctx.router.refresh();
  return undefined;
});
