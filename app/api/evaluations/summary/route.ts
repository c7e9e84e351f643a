import { defineRoute } from '#lib/composition/routes.ts';
import { summariseEvaluations } from '#lib/services/evaluation/summarise-evaluations.ts';

export const GET = defineRoute('GET /api/evaluations/summary', ({ ctx, query }) =>
  summariseEvaluations(ctx, query),
);
