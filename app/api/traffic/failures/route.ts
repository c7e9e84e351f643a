import { defineRoute } from '#lib/composition/routes.ts';
import { listFailurePatterns } from '#lib/services/traffic/list-failure-patterns.ts';

export const GET = defineRoute('GET /api/traffic/failures', ({ ctx, query }) =>
  listFailurePatterns(ctx, query),
);
