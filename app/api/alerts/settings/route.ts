import { defineRoute } from '#lib/composition/routes.ts';
import { orRefused } from '#lib/http/define-route.ts';
import { changeQuietHours, getAlertSettings } from '#lib/services/alerts/change-settings.ts';

export const GET = defineRoute('GET /api/alerts/settings', ({ ctx }) => getAlertSettings(ctx));

export const PATCH = defineRoute('PATCH /api/alerts/settings', async ({ ctx, principal, body }) => {
  orRefused(await changeQuietHours(ctx, principal, body));
  return getAlertSettings(ctx);
});
