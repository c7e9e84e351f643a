import { defineRoute } from '#lib/composition/routes.ts';
import { getLatencyHistogram } from '#lib/services/traffic/get-latency-histogram.ts';

export const GET = defineRoute('GET /api/traffic/latency', ({ ctx, query }) =>
  getLatencyHistogram(ctx, query),
);
