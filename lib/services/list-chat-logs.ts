import type { ChatLog } from '#lib/adapters/db/generated/client.ts';
import type { ChatLogItem } from '#lib/contracts/chat-logs.ts';
import type { PageQuery } from '#lib/contracts/page.ts';
import type { Context } from './context.ts';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';
import { pageFrom, readCursor } from './keyset.ts';

/** Exchanges, newest first. Null when the cursor isn't one of this list. */
export async function listChatLogs(ctx: Pick<Context, 'prisma'>, { limit, cursor }: PageQuery) {
  const after = cursor === undefined ? null : readCursor(cursor);
  if (cursor !== undefined && !after) return null;
  const rows = await ctx.prisma.chatLog.findMany({
    where: after
      ? { createdAt: { lte: after.time }, OR: [{ createdAt: { lt: after.time } }, { id: { lt: after.id } }] }
      : {},
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  return pageFrom(rows.map(chatLogItem), limit);
}

/** One exchange, or null. */
export async function getChatLog(ctx: Pick<Context, 'prisma'>, id: string): Promise<ChatLogItem | null> {
  const createdAt = timeOfUuid7(id);
  const row =
    createdAt && (await ctx.prisma.chatLog.findUnique({ where: { createdAt_id: { createdAt, id } } }));
  return row && chatLogItem(row);
}

function chatLogItem(row: ChatLog): ChatLogItem {
  return {
    id: row.id,
    created_at: row.createdAt.toISOString(),
    surface: row.surface as ChatLogItem['surface'],
    user_id: row.userId,
    session_id: row.sessionId,
    use_case: row.useCase,
    prompt: row.prompt,
    prompt_hash: row.promptHash.toString(),
    response: row.response,
    tool_calls: row.toolCalls,
    finish_reason: row.finishReason,
    model_version: row.modelVersion,
    prompt_version: row.promptVersion,
    variant: row.variant,
    upstream: row.upstream,
    stream: row.isStreamed,
    attempts: row.attempts,
    latency_ms: row.latencyMs,
    time_to_first_token_ms: row.timeToFirstTokenMs,
    input_tokens: row.inputTokens,
    cached_input_tokens: row.cachedInputTokens,
    output_tokens: row.outputTokens,
    cost_usd: row.costUsd,
    price_source: row.priceSource,
    status: row.status as ChatLogItem['status'],
    http_status: row.httpStatus,
    error: row.error,
    shadow_bucket: row.shadowBucket,
    sampled: row.isSampled,
    metadata: row.metadata,
  };
}
