import { createIdSource, md5Hex } from '#lib/adapters/crypto/digest.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { promptHashOf } from '#lib/domain/sampling/bucket.ts';
import { storableLine } from '#lib/domain/text/storable.ts';

const newId = createIdSource();

/** Some time of no importance. */
export const NOON_MS = Date.UTC(2026, 0, 15, 12);

/** An exchange that went well, at a time. */
export function chatLogRow(changes: Partial<ChatLogRow> = {}, nowMs = NOON_MS): ChatLogRow {
  const prompt = changes.prompt ?? 'What is a canary release?';
  return {
    id: newId(nowMs),
    created_at: new Date(nowMs).toISOString(),
    surface: 'chat',
    user_id: null,
    session_id: null,
    use_case: null,
    prompt,
    prompt_hash: promptHashOf(prompt, md5Hex).toString(),
    request_parameters: null,
    response: 'A release to a few.',
    tool_calls: null,
    finish_reason: 'stop',
    model_version: 'prod',
    prompt_version: null,
    variant: 'production',
    upstream: 'fake',
    is_streamed: false,
    attempts: 1,
    latency_ms: 12.5,
    time_to_first_token_ms: null,
    input_tokens: 10,
    cached_input_tokens: 0,
    output_tokens: 20,
    cost_usd: 0.000125,
    price_source: 'test prices',
    status: 'ok',
    http_status: 200,
    error: null,
    shadow_bucket: 77,
    is_sampled: false,
    metadata: null,
    api_key_id: null,
    ...changes,
  };
}

/** Lines of the journal, as the gateway writes them. */
export const linesOf = (rows: readonly ChatLogRow[]): string[] => rows.map(storableLine);
