import { defineRoute } from '#lib/composition/routes.ts';
import { orRefused } from '#lib/http/define-route.ts';
import { addRule, listRules } from '#lib/services/alerts/change-rules.ts';

export const GET = defineRoute('GET /api/alerts/rules', ({ ctx }) => listRules(ctx));

export const POST = defineRoute('POST /api/alerts/rules', async ({ ctx, principal, body }) => {
  orRefused(await addRule(ctx, principal, body));
  return listRules(ctx);
});
