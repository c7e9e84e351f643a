import { defineRoute } from '#lib/composition/routes.ts';
import { summariseTraffic } from '#lib/services/traffic/summarise-traffic.ts';

export const GET = defineRoute('GET /api/traffic/summary', ({ ctx, query }) => summariseTraffic(ctx, query));
