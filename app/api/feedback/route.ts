import { defineRoute } from '#lib/composition/routes.ts';
import { storeFeedback } from '#lib/services/feedback/store-feedback.ts';

/** `npm start` answers this path before Next sees it, where programs on this machine need no key; hosts of Next alone come here. */
export const POST = defineRoute('POST /api/feedback', ({ ctx, body }) => storeFeedback(ctx, body));
