import { defineRoute } from '#lib/composition/routes.ts';
import { getShadowSeries } from '#lib/services/get-shadow-series.ts';

export const GET = defineRoute('GET /api/shadow/series', ({ ctx, query }) => getShadowSeries(ctx, query));
