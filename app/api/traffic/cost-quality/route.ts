import { defineRoute } from '#lib/composition/routes.ts';
import { getCostQuality } from '#lib/services/traffic/get-cost-quality.ts';

export const GET = defineRoute('GET /api/traffic/cost-quality', ({ ctx, query }) =>
  getCostQuality(ctx, query),
);
