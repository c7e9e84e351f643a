import { defineRoute } from '#lib/composition/routes.ts';
import { nextLabel } from '#lib/services/evaluation/next-label.ts';

export const GET = defineRoute('GET /api/labels/next', ({ ctx, principal }) => nextLabel(ctx, principal));
