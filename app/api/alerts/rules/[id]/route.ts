import { defineRoute } from '#lib/composition/routes.ts';
import { orRefused } from '#lib/http/define-route.ts';
import { ProblemError } from '#lib/http/problem.ts';
import { changeRule, listRules, resetRule } from '#lib/services/alerts/change-rules.ts';

export const PATCH = defineRoute('PATCH /api/alerts/rules/{id}', async ({ ctx, principal, params, body }) => {
  if (body.rule.id !== params.id) {
    const errors = [{ path: 'rule.id', message: `expected "${params.id ?? ''}", as in the address` }];
    throw new ProblemError(422, 'the body has 1 error', { errors });
  }
  orRefused(await changeRule(ctx, principal, body.rule.id, body));
  return listRules(ctx);
});

export const DELETE = defineRoute('DELETE /api/alerts/rules/{id}', async (input) => {
  const { ctx, principal, params, query } = input;
  orRefused(await resetRule(ctx, principal, params.id ?? '', query.version));
  return listRules(ctx);
});
