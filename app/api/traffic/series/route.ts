import { defineRoute } from '#lib/composition/routes.ts';
import { getTrafficSeries } from '#lib/services/traffic/get-traffic-series.ts';

export const GET = defineRoute('GET /api/traffic/series', ({ ctx, query }) => getTrafficSeries(ctx, query));
