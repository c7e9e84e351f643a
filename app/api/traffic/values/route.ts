import { defineRoute } from '#lib/composition/routes.ts';
import { listTrafficValues } from '#lib/services/traffic/list-traffic-values.ts';

export const GET = defineRoute('GET /api/traffic/values', ({ ctx, query }) => listTrafficValues(ctx, query));
