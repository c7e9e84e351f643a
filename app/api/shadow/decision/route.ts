import { defineRoute } from '#lib/composition/routes.ts';
import { decideShadow } from '#lib/services/decide-shadow.ts';

export const GET = defineRoute('GET /api/shadow/decision', ({ ctx }) => decideShadow(ctx));
