import { defineRoute } from '#lib/composition/routes.ts';
import { getCosts } from '#lib/services/costs/get-costs.ts';

export const GET = defineRoute('GET /api/costs', ({ ctx, query }) => getCosts(ctx, query));
