import { defineRoute } from '#lib/composition/routes.ts';
import { getOverviewScores } from '#lib/services/get-overview-scores.ts';

export const GET = defineRoute('GET /api/overview/scores', ({ ctx, query }) => getOverviewScores(ctx, query));
