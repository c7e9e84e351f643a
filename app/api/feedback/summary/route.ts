import { defineRoute } from '#lib/composition/routes.ts';
import { summariseFeedback } from '#lib/services/feedback/summarise-feedback.ts';

export const GET = defineRoute('GET /api/feedback/summary', ({ ctx, query }) =>
  summariseFeedback(ctx, query),
);
