import { defineRoute } from '#lib/composition/routes.ts';
import { orNotFound } from '#lib/http/define-route.ts';
import { testChannel } from '#lib/services/alerts/change-channels.ts';

export const POST = defineRoute('POST /api/alerts/channels/{id}/test', async ({ ctx, principal, params }) =>
  orNotFound(await testChannel(ctx, principal, params.id ?? ''), 'such channel'),
);
