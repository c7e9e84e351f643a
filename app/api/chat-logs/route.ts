import { defineRoute } from '#lib/composition/routes.ts';
import { orBadCursor } from '#lib/http/define-route.ts';
import { listChatLogs } from '#lib/services/list-chat-logs.ts';

export const GET = defineRoute('GET /api/chat-logs', async ({ ctx, query }) =>
  orBadCursor(await listChatLogs(ctx, query)),
);
