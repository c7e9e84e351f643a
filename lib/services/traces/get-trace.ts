import type { SpanItem, Trace } from '#lib/contracts/traces.ts';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';
import { exchangeSpan, type TracedExchange } from '#lib/domain/trace/exchange-span.ts';
import { toMicrosecond } from '#lib/domain/trace/microseconds.ts';
import type { Attributes, Span } from '#lib/domain/trace/span.ts';
import { chatIdOf } from '#lib/domain/trace/trace-context.ts';
import type { Context } from '../context.ts';

type TraceContext = Pick<Context, 'pool'>;

/** A page with more rows helps nobody. */
const MOST_SPANS = 2_000;

type SpanRecord = Omit<Span, 'events'> & {
  events: { name: string; time_ms: number; attributes: Attributes }[];
};

const SPAN_COLUMNS = `trace_id AS "traceId", span_id AS "spanId", parent_span_id AS "parentSpanId", name, kind, service,
  (extract(epoch FROM started_at) * 1000)::double precision AS "startedAtMs", duration_ms AS "durationMs", status,
  status_message AS "statusMessage", attributes, events`;

const EXCHANGE_COLUMNS = `id, (extract(epoch FROM created_at) * 1000)::double precision AS "createdAtMs", surface,
  trace_id AS "traceId", parent_span_id AS "parentSpanId", model_version AS "model", prompt_version AS "promptVersion",
  upstream, variant, is_streamed AS "isStreamed", attempts, latency_ms AS "latencyMs",
  time_to_first_token_ms AS "timeToFirstTokenMs", input_tokens AS "inputTokens",
  cached_input_tokens AS "cachedInputTokens", output_tokens AS "outputTokens", cost_usd AS "costUsd",
  finish_reason AS "finishReason", status, http_status AS "httpStatus", error, user_id AS "userId",
  session_id AS "sessionId"`;

/** The spans of one trace by their start, exchanges of the gateway among them; null when there are none. */
export async function getTrace(ctx: TraceContext, traceId: string): Promise<Trace | null> {
  const [stored, exchanges] = await Promise.all([spansOf(ctx, traceId), exchangesOf(ctx, traceId)]);
  const all = [
    ...stored.map((span) => ({ span, chatId: null })),
    ...exchanges.map((exchange) => ({ span: exchangeSpan(exchange), chatId: exchange.id })),
  ].sort((a, b) => a.span.startedAtMs - b.span.startedAtMs || (a.span.spanId < b.span.spanId ? -1 : 1));
  const shown = all.slice(0, MOST_SPANS);
  const [first] = shown;
  if (!first) return null;
  const startedAtMs = first.span.startedAtMs;
  const endedAtMs = shown.reduce((end, { span }) => Math.max(end, span.startedAtMs + span.durationMs), 0);
  return {
    trace_id: traceId,
    started_at: new Date(startedAtMs).toISOString(),
    duration_ms: toMicrosecond(endedAtMs - startedAtMs),
    spans: shown.map(({ span, chatId }) => spanItem(span, startedAtMs, chatId)),
    is_cut: all.length > MOST_SPANS,
  };
}

async function spansOf({ pool }: TraceContext, traceId: string): Promise<Span[]> {
  const { rows } = await pool.query<SpanRecord>(
    `SELECT ${SPAN_COLUMNS} FROM spans WHERE trace_id = $1 ORDER BY started_at, span_id LIMIT ${MOST_SPANS + 1}`,
    [traceId],
  );
  return rows.map(({ events, ...span }) => ({
    ...span,
    events: events.map(({ time_ms: timeMs, ...event }) => ({ ...event, timeMs })),
  }));
}

/** Those whose callers said so, and the one that began the trace itself. */
async function exchangesOf({ pool }: TraceContext, traceId: string): Promise<TracedExchange[]> {
  const chatId = chatIdOf(traceId);
  const { rows } = await pool.query<TracedExchange>(
    `(SELECT ${EXCHANGE_COLUMNS} FROM chat_logs WHERE trace_id = $1 ORDER BY created_at LIMIT ${MOST_SPANS + 1})
     UNION ALL
     (SELECT ${EXCHANGE_COLUMNS} FROM chat_logs WHERE created_at = $2 AND id = $3 AND trace_id IS NULL)`,
    [traceId, chatId === null ? null : timeOfUuid7(chatId), chatId],
  );
  return rows;
}

function spanItem(span: Span, traceStartMs: number, chatId: string | null): SpanItem {
  return {
    span_id: span.spanId,
    parent_span_id: span.parentSpanId,
    ...{ name: span.name, kind: span.kind, service: span.service },
    started_at: new Date(span.startedAtMs).toISOString(),
    offset_ms: toMicrosecond(span.startedAtMs - traceStartMs),
    duration_ms: span.durationMs,
    ...{ status: span.status, status_message: span.statusMessage, attributes: span.attributes },
    events: span.events.map(({ name, timeMs, attributes }) => ({
      ...{ name, attributes },
      offset_ms: toMicrosecond(timeMs - traceStartMs),
    })),
    chat_id: chatId,
  };
}
