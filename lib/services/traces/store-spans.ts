import type { PoolClient } from 'pg';
import { toMicrosecond } from '#lib/domain/trace/microseconds.ts';
import type { Span } from '#lib/domain/trace/span.ts';
import { storableLine } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { microsecondsOf, timeOf } from './microsecond-sql.ts';

/** What is known of a trace beside its stored spans: the exchange that began it. */
export interface TraceHead {
  traceId: string;
  name: string;
  service: string;
  startedAtMs: number;
  endedAtMs: number;
  chatId: string;
}

interface StoredSpan {
  trace_id: string;
  name: string | null;
  service: string;
  started_us: string;
  ended_us: string;
  is_error: boolean;
}

/** Spans that are stored already, as after a repeated request, change nothing. */
const INSERT = `
  INSERT INTO spans (trace_id, span_id, parent_span_id, name, kind, service, started_at, duration_ms, status,
    status_message, attributes, events)
  SELECT DISTINCT ON (trace_id, span_id) trace_id, span_id, parent_span_id, name, kind, service, ${timeOf('started_us')},
    duration_ms, status, status_message, attributes, events
  FROM json_to_recordset($1::json) AS line(trace_id text, span_id text, parent_span_id text, name text, kind text,
    service text, started_us bigint, duration_ms double precision, status text, status_message text, attributes jsonb,
    events jsonb)
  ORDER BY trace_id, span_id
  ON CONFLICT DO NOTHING
  RETURNING trace_id, CASE WHEN parent_span_id IS NULL THEN name END AS name, service, status = 'error' AS is_error,
    ${microsecondsOf('started_at')} AS started_us, ${microsecondsOf(`started_at + duration_ms * interval '1 millisecond'`)} AS ended_us`;

/** The root tells the name and the service; until it comes the service is that of whoever came first. */
const UPSERT = `
  INSERT INTO traces AS t (trace_id, started_at, ended_at, name, service, spans, errors, chat_id)
  SELECT trace_id, ${timeOf('started_us')}, ${timeOf('ended_us')}, name, service, spans, errors, chat_id
  FROM json_to_recordset($1::json) AS line(trace_id text, started_us bigint, ended_us bigint, name text, service text,
    spans integer, errors integer, chat_id uuid)
  ON CONFLICT (trace_id) DO UPDATE SET
    started_at = least(t.started_at, excluded.started_at),
    ended_at = greatest(t.ended_at, excluded.ended_at),
    service = CASE WHEN t.name IS NULL AND excluded.name IS NOT NULL THEN excluded.service ELSE t.service END,
    name = coalesce(t.name, excluded.name),
    spans = t.spans + excluded.spans,
    errors = t.errors + excluded.errors,
    chat_id = coalesce(t.chat_id, excluded.chat_id)`;

/** Stores spans and brings their traces' rows up to date, all or nothing. Returns how many were new. */
export async function storeSpans(
  { pool }: Pick<Context, 'pool'>,
  spans: readonly Span[],
  head: TraceHead | null = null,
): Promise<number> {
  if (spans.length === 0) return 0;
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<StoredSpan>(INSERT, [storableLine(spans.map(lineOf))]);
    if (rows.length > 0) await updateTraces(client, rows, head);
    return rows.length;
  });
}

function lineOf(span: Span) {
  return {
    ...{ trace_id: span.traceId, span_id: span.spanId, parent_span_id: span.parentSpanId, name: span.name },
    ...{ kind: span.kind, service: span.service, started_us: Math.round(span.startedAtMs * 1_000) },
    // As exact as its start.
    duration_ms: toMicrosecond(span.durationMs),
    ...{ status: span.status, status_message: span.statusMessage },
    attributes: span.attributes,
    events: span.events.map(({ name, timeMs, attributes }) => ({ name, time_ms: timeMs, attributes })),
  };
}

async function updateTraces(
  client: PoolClient,
  stored: readonly StoredSpan[],
  head: TraceHead | null,
): Promise<void> {
  const traces = [...Map.groupBy(stored, ({ trace_id: id }) => id)].map(([traceId, spans]) => {
    const root = spans.find(({ name }) => name !== null) ?? spans[0];
    const own = head?.traceId === traceId ? head : null;
    const us = (ms: number | undefined) => (ms === undefined ? [] : [Math.round(ms * 1_000)]);
    return {
      trace_id: traceId,
      started_us: Math.min(...spans.map((span) => Number(span.started_us)), ...us(own?.startedAtMs)),
      ended_us: Math.max(...spans.map((span) => Number(span.ended_us)), ...us(own?.endedAtMs)),
      name: own?.name ?? root?.name ?? null,
      service: own?.service ?? root?.service,
      spans: spans.length,
      errors: spans.filter(({ is_error: isError }) => isError).length,
      chat_id: own?.chatId ?? null,
    };
  });
  // In one order everywhere, so that two requests never wait for each other.
  traces.sort((a, b) => (a.trace_id < b.trace_id ? -1 : 1));
  await client.query(UPSERT, [storableLine(traces)]);
}
