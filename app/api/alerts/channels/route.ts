import { defineRoute } from '#lib/composition/routes.ts';
import { orRefused } from '#lib/http/define-route.ts';
import { addChannel, listChannels } from '#lib/services/alerts/change-channels.ts';

export const GET = defineRoute('GET /api/alerts/channels', ({ ctx }) => listChannels(ctx));

export const POST = defineRoute('POST /api/alerts/channels', async ({ ctx, principal, body }) => {
  orRefused(await addChannel(ctx, principal, body));
  return listChannels(ctx);
});
