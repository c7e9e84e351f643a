import { defineRoute } from '#lib/composition/routes.ts';
import { evaluateAlerts } from '#lib/services/alerts/evaluate-alerts.ts';

export const POST = defineRoute('POST /api/alerts/check', ({ ctx }) => evaluateAlerts(ctx));
