import type { ExchangeStatus } from '../exchange/chat-log-row.ts';
import { OWN_SERVICE, type Attributes, type Span } from './span.ts';
import { spanIdOf, traceIdOf } from './trace-context.ts';

/** What an exchange's row tells of its span. */
export interface TracedExchange {
  id: string;
  createdAtMs: number;
  surface: 'chat' | 'v1';
  traceId: string | null;
  parentSpanId: string | null;
  model: string;
  promptVersion: string | null;
  upstream: string;
  variant: string;
  isStreamed: boolean;
  attempts: number;
  latencyMs: number;
  timeToFirstTokenMs: number | null;
  inputTokens: number | null;
  cachedInputTokens: number | null;
  outputTokens: number | null;
  costUsd: number | null;
  finishReason: string | null;
  status: ExchangeStatus;
  httpStatus: number | null;
  error: string | null;
  userId: string | null;
  sessionId: string | null;
}

/** What the gateway notes when a model begins to answer. */
export const FIRST_TOKEN_EVENT = 'gen_ai.first_token';

/** The name of an exchange's span, as OpenTelemetry's conventions for generative AI have it. */
export const exchangeName = (model: string): string => `chat ${model}`;

/**
 * The span that an exchange is. Nothing of it is stored beside the exchange's own row. Attributes have the names of
 * OpenTelemetry's semantic conventions for generative AI where those have one, and lrg's own elsewhere.
 */
export function exchangeSpan(exchange: TracedExchange): Span {
  const { id, createdAtMs, timeToFirstTokenMs: firstTokenMs } = exchange;
  return {
    traceId: exchange.traceId ?? traceIdOf(id),
    spanId: spanIdOf(id),
    parentSpanId: exchange.parentSpanId,
    name: exchangeName(exchange.model),
    kind: 'server',
    service: OWN_SERVICE,
    startedAtMs: createdAtMs,
    durationMs: exchange.latencyMs,
    status: exchange.status === 'ok' ? 'ok' : 'error',
    statusMessage: exchange.status === 'ok' ? null : (exchange.error ?? exchange.status),
    attributes: attributesOf(exchange),
    events:
      firstTokenMs === null
        ? []
        : [{ name: FIRST_TOKEN_EVENT, timeMs: createdAtMs + firstTokenMs, attributes: {} }],
  };
}

function attributesOf(exchange: TracedExchange): Attributes {
  const all: Attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': exchange.model,
    'gen_ai.request.stream': exchange.isStreamed,
    'gen_ai.usage.input_tokens': exchange.inputTokens,
    'gen_ai.usage.cache_read.input_tokens': exchange.cachedInputTokens,
    'gen_ai.usage.output_tokens': exchange.outputTokens,
    'gen_ai.response.finish_reasons': exchange.finishReason === null ? null : [exchange.finishReason],
    'http.request.method': 'POST',
    'http.route': exchange.surface === 'chat' ? '/chat' : '/v1/chat/completions',
    'http.response.status_code': exchange.httpStatus,
    'user.id': exchange.userId,
    'session.id': exchange.sessionId,
    'lrg.upstream': exchange.upstream,
    'lrg.attempts': exchange.attempts,
    'lrg.variant': exchange.variant,
    'lrg.prompt_version': exchange.promptVersion,
    'lrg.cost_usd': exchange.costUsd,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}
