import { defineRoute } from '#lib/composition/routes.ts';
import { orNotFound } from '#lib/http/define-route.ts';
import { getAlertEvent } from '#lib/services/alerts/list-alerts.ts';

export const GET = defineRoute('GET /api/alerts/events/{id}', async ({ ctx, params }) =>
  orNotFound(await getAlertEvent(ctx, params.id ?? ''), 'such event'),
);
