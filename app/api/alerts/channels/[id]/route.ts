import { defineRoute } from '#lib/composition/routes.ts';
import { orRefused } from '#lib/http/define-route.ts';
import { changeChannel, listChannels, removeChannel } from '#lib/services/alerts/change-channels.ts';

export const PATCH = defineRoute('PATCH /api/alerts/channels/{id}', async (input) => {
  const { ctx, principal, params, body } = input;
  orRefused(await changeChannel(ctx, principal, params.id ?? '', body));
  return listChannels(ctx);
});

export const DELETE = defineRoute('DELETE /api/alerts/channels/{id}', async (input) => {
  const { ctx, principal, params, query } = input;
  orRefused(await removeChannel(ctx, principal, params.id ?? '', query.version));
  return listChannels(ctx);
});
