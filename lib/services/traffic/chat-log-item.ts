import type { ChatLogItem, ChatLogListItem } from '#lib/contracts/chat-logs.ts';
import { traceIdOf } from '#lib/domain/trace/trace-context.ts';

/** A row of `chat_logs` as the driver reads it. */
export type ChatLogRecord = Omit<
  ChatLogItem,
  'created_at' | 'trace_id' | 'stream' | 'sampled' | 'privacy'
> & {
  created_at: Date;
  /** The caller's; null without a traceparent. */
  trace_id: string | null;
  /** Null when the texts were stored as they are. */
  privacy: ChatLogItem['privacy'] | null;
  is_streamed: boolean;
  is_sampled: boolean;
};

export type ChatLogListRecord = ChatLogRecord &
  Pick<ChatLogListItem, 'score' | 'feedback_up' | 'feedback_down'>;

const TEXTS = ['prompt', 'response', 'error'] as const;
const OTHERS = [
  ...['id', 'created_at', 'surface', 'user_id', 'session_id', 'use_case', 'prompt_hash', 'tool_calls'],
  ...['finish_reason', 'model_version', 'prompt_version', 'variant', 'upstream', 'is_streamed', 'attempts'],
  ...['latency_ms', 'time_to_first_token_ms', 'input_tokens', 'cached_input_tokens', 'output_tokens'],
  ...['cost_usd', 'price_source', 'status', 'http_status', 'shadow_bucket', 'is_sampled', 'metadata'],
  ...['privacy', 'trace_id'],
];

/** The columns of an exchange on `chat_logs` as `c`, its long texts cut where a length is given. */
export function chatLogColumns(cutAfter: number | null): string {
  const texts = TEXTS.map((name) => (cutAfter === null ? `c.${name}` : cut(name, cutAfter)));
  return [...OTHERS.map((name) => `c.${name}`), ...texts].join(', ');
}

function cut(name: string, length: number): string {
  return `CASE WHEN octet_length(c.${name}) > ${length} THEN left(c.${name}, ${length}) ELSE c.${name} END AS ${name}`;
}

/** What was found out about an exchange since: columns for a list, and where they come from. */
export const SINCE_COLUMNS =
  'coalesce(judged.score, latest.score) AS score, rated.feedback_up, rated.feedback_down';
export const SINCE_JOINS = `
  LEFT JOIN LATERAL (
    SELECT e.score FROM evaluations e
    WHERE e.chat_created_at = c.created_at AND e.chat_id = c.id AND e.source = 'judge' AND e.score IS NOT NULL
    ORDER BY e.created_at DESC, e.evaluator DESC LIMIT 1) judged ON true
  LEFT JOIN LATERAL (
    SELECT e.prod_score AS score FROM shadow_evals e
    WHERE e.ts = c.created_at AND e.chat_log_id = c.id AND e.prod_score IS NOT NULL
    ORDER BY e.evaluated_at DESC, e.id DESC LIMIT 1) latest ON true
  LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE f.rating = 'up')::int AS feedback_up,
           count(*) FILTER (WHERE f.rating = 'down')::int AS feedback_down
    FROM feedback f WHERE f.chat_created_at = c.created_at AND f.chat_id = c.id) rated ON true`;

export function chatLogItem(record: ChatLogRecord): ChatLogItem {
  const { created_at: createdAt, is_streamed: stream, is_sampled: sampled } = record;
  return {
    id: record.id,
    created_at: createdAt.toISOString(),
    trace_id: record.trace_id ?? traceIdOf(record.id),
    surface: record.surface,
    user_id: record.user_id,
    session_id: record.session_id,
    use_case: record.use_case,
    prompt: record.prompt,
    prompt_hash: record.prompt_hash,
    response: record.response,
    tool_calls: record.tool_calls,
    finish_reason: record.finish_reason,
    model_version: record.model_version,
    prompt_version: record.prompt_version,
    variant: record.variant,
    upstream: record.upstream,
    stream,
    attempts: record.attempts,
    latency_ms: record.latency_ms,
    time_to_first_token_ms: record.time_to_first_token_ms,
    input_tokens: record.input_tokens,
    cached_input_tokens: record.cached_input_tokens,
    output_tokens: record.output_tokens,
    cost_usd: record.cost_usd,
    price_source: record.price_source,
    status: record.status,
    http_status: record.http_status,
    error: record.error,
    shadow_bucket: record.shadow_bucket,
    sampled,
    metadata: record.metadata,
    privacy: record.privacy ?? 'full',
  };
}

export function chatLogListItem(record: ChatLogListRecord): ChatLogListItem {
  const { score, feedback_up, feedback_down } = record;
  return { ...chatLogItem(record), score, feedback_up, feedback_down };
}
