import { defineRoute } from '#lib/composition/routes.ts';
import { orNotFound } from '#lib/http/define-route.ts';
import { getChatLog } from '#lib/services/get-chat-log.ts';

export const GET = defineRoute('GET /api/chat-logs/{id}', async ({ ctx, params }) =>
  orNotFound(await getChatLog(ctx, params.id ?? ''), 'such chat log'),
);
