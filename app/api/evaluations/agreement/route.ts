import { defineRoute } from '#lib/composition/routes.ts';
import { getAgreement } from '#lib/services/evaluation/get-agreement.ts';

export const GET = defineRoute('GET /api/evaluations/agreement', ({ ctx, query }) =>
  getAgreement(ctx, query),
);
