import { defineRoute } from '#lib/composition/routes.ts';
import { getRouter } from '#lib/services/rollout/get-router.ts';

export const GET = defineRoute('GET /api/router', ({ ctx }) => Promise.resolve(getRouter(ctx)));
