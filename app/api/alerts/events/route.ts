import { defineRoute } from '#lib/composition/routes.ts';
import { orBadCursor } from '#lib/http/define-route.ts';
import { listAlertEvents } from '#lib/services/alerts/list-alerts.ts';

export const GET = defineRoute('GET /api/alerts/events', async ({ ctx, query }) =>
  orBadCursor(await listAlertEvents(ctx, query)),
);
