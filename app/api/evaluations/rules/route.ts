import { defineRoute } from '#lib/composition/routes.ts';
import { countRuleFindings } from '#lib/services/evaluation/count-rule-findings.ts';

export const GET = defineRoute('GET /api/evaluations/rules', ({ ctx, query }) =>
  countRuleFindings(ctx, query),
);
