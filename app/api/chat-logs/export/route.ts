import { defineRoute } from '#lib/composition/routes.ts';
import { fileStreamResponse } from '#lib/http/file-response.ts';
import { exportChatLogs } from '#lib/services/traffic/export-chat-logs.ts';

const MEDIA_TYPES = { csv: 'text/csv; charset=utf-8', jsonl: 'application/x-ndjson' };

export const GET = defineRoute('GET /api/chat-logs/export', ({ ctx, query }) =>
  Promise.resolve(
    fileStreamResponse(`chat-logs.${query.format}`, MEDIA_TYPES[query.format], exportChatLogs(ctx, query)),
  ),
);
