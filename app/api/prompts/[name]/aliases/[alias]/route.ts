import { defineRoute } from '#lib/composition/routes.ts';
import { ProblemError } from '#lib/http/problem.ts';
import { moveAlias } from '#lib/services/prompts/move-alias.ts';

export const PUT = defineRoute('PUT /api/prompts/{name}/aliases/{alias}', async (input) => {
  const { ctx, principal, params, body } = input;
  const target = { name: params.name ?? '', alias: params.alias ?? '' };
  const outcome = await moveAlias(ctx, principal, target, body);
  if (outcome.ok) return outcome.moved;
  if (outcome.status === 422)
    throw new ProblemError(422, 'the alias can not be moved', { errors: [outcome.problem] });
  throw new ProblemError(outcome.status, outcome.reason);
});
