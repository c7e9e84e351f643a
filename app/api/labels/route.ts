import { defineRoute } from '#lib/composition/routes.ts';
import { ProblemError } from '#lib/http/problem.ts';
import { storeLabel } from '#lib/services/evaluation/store-label.ts';

export const POST = defineRoute('POST /api/labels', async ({ ctx, principal, body }) => {
  const stored = await storeLabel(ctx, principal, body);
  if (stored.ok) return stored.label;
  if (stored.problem === 'unknown') throw new ProblemError(404, 'there is no such exchange');
  const { path, message } = stored;
  throw new ProblemError(422, 'the body has 1 error', { errors: [{ path, message }] });
});
