import { defineRoute } from '#lib/composition/routes.ts';
import { listAlerts } from '#lib/services/alerts/list-alerts.ts';

export const GET = defineRoute('GET /api/alerts', ({ ctx }) => listAlerts(ctx));
