import { defineRoute } from '#lib/composition/routes.ts';
import { getOverview } from '#lib/services/get-overview.ts';

export const GET = defineRoute('GET /api/overview', ({ ctx, query }) => getOverview(ctx, query));
