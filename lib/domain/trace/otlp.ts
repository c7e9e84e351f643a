import { isRecord } from '../completion/usage.ts';
import { toMicrosecond } from './microseconds.ts';
import { attributesOf, hexOf, textOf } from './otlp-values.ts';
import { SPAN_KINDS, SPAN_STATUSES, type Attributes, type Span, type SpanEvent } from './span.ts';

export interface ReadSpans {
  spans: Span[];
  /** Spans that can't be stored, and why the first of them can't. */
  rejected: { count: number; reason: string | null };
}

const MOST_EVENTS = 128;
const MOST_NAME = 256;
/** Of a resource, what tells services, versions and environments apart; the rest would stand in every span again. */
const KEPT_OF_RESOURCE = ['service.version', 'deployment.environment', 'deployment.environment.name'];

/**
 * The spans of an OTLP ExportTraceServiceRequest (opentelemetry-proto 1.x, JSON mapping with hexadecimal ids; ids may be
 * bytes). A span without valid ids or times is rejected alone. Returns null for something else than such a request.
 */
export function readOtlpTraces(request: unknown): ReadSpans | null {
  if (!isRecord(request) || !isListOrAbsent(request.resourceSpans)) return null;
  const result: ReadSpans = { spans: [], rejected: { count: 0, reason: null } };
  for (const resourceSpans of recordsOf(request.resourceSpans)) {
    const resource = attributesOf(isRecord(resourceSpans.resource) ? resourceSpans.resource.attributes : []);
    for (const scopeSpans of recordsOf(resourceSpans.scopeSpans)) {
      const scope = isRecord(scopeSpans.scope) ? textOf(scopeSpans.scope.name, MOST_NAME) : '';
      for (const span of recordsOf(scopeSpans.spans)) {
        const read = readSpan(span, resource, scope);
        if (typeof read === 'string') {
          result.rejected.count += 1;
          result.rejected.reason ??= read;
        } else result.spans.push(read);
      }
    }
  }
  return result;
}

/** The span, or why it can't be stored. */
function readSpan(span: Record<string, unknown>, resource: Attributes, scope: string): Span | string {
  const traceId = idOf(span.traceId, 16);
  if (traceId === null) return 'traceId: expected 16 bytes that are not all zero';
  const spanId = idOf(span.spanId, 8);
  if (spanId === null) return 'spanId: expected 8 bytes that are not all zero';
  const startedAtMs = timeOf(span.startTimeUnixNano);
  if (startedAtMs === null) return 'startTimeUnixNano: expected nanoseconds since 1970';
  const endedAtMs = timeOf(span.endTimeUnixNano);
  if (endedAtMs === null) return 'endTimeUnixNano: expected nanoseconds since 1970';
  const status = isRecord(span.status) ? span.status : {};
  const service = resource['service.name'];
  return {
    ...{ traceId, spanId, parentSpanId: idOf(span.parentSpanId, 8) },
    name: textOf(span.name, MOST_NAME) || '(unnamed)',
    kind: SPAN_KINDS[enumOf(span.kind, KINDS) - 1] ?? 'internal',
    service: textOf(service, MOST_NAME) || 'unknown_service',
    startedAtMs,
    // Clocks that were set back in between are no reason to lose a span.
    durationMs: Math.max(0, toMicrosecond(endedAtMs - startedAtMs)),
    status: SPAN_STATUSES[enumOf(status.code, CODES)] ?? 'unset',
    statusMessage: textOf(status.message) || null,
    attributes: {
      ...Object.fromEntries(
        KEPT_OF_RESOURCE.flatMap((key) => (key in resource ? [[key, resource[key]]] : [])),
      ),
      ...(scope === '' ? {} : { 'otel.scope.name': scope }),
      ...attributesOf(span.attributes),
    },
    events: recordsOf(span.events)
      .slice(0, MOST_EVENTS)
      .map((event) => readEvent(event, startedAtMs)),
  };
}

function readEvent(event: Record<string, unknown>, startedAtMs: number): SpanEvent {
  return {
    name: textOf(event.name, MOST_NAME),
    timeMs: timeOf(event.timeUnixNano) ?? startedAtMs,
    attributes: attributesOf(event.attributes),
  };
}

const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'].map(
  (name) => `SPAN_KIND_${name}`,
);
const CODES = ['UNSET', 'OK', 'ERROR'].map((name) => `STATUS_CODE_${name}`);

/** JSON may carry the number of an enumeration's value or its name. */
function enumOf(value: unknown, names: readonly string[]): number {
  return typeof value === 'number' ? value : Math.max(0, names.indexOf(String(value)));
}

/** Lower-case digits; null for an absent or invalid id. */
function idOf(value: unknown, bytes: number): string | null {
  const hex =
    value instanceof Uint8Array ? hexOf(value) : typeof value === 'string' ? value.toLowerCase() : '';
  return hex.length === bytes * 2 && /^[0-9a-f]+$/.test(hex) && !/^0+$/.test(hex) ? hex : null;
}

/** Milliseconds with three decimals; null for what is no time after 1970, or none that a database holds. */
function timeOf(nanoseconds: unknown): number | null {
  if (typeof nanoseconds !== 'string' && typeof nanoseconds !== 'number') return null;
  if (!/^\d{1,19}$/.test(String(nanoseconds))) return null;
  const ms = Number(BigInt(nanoseconds) / 1_000n) / 1_000;
  return ms > 0 ? ms : null;
}

const isListOrAbsent = (value: unknown) => value === undefined || Array.isArray(value);

function recordsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
