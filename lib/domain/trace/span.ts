export const SPAN_KINDS = ['internal', 'server', 'client', 'producer', 'consumer'] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

export const SPAN_STATUSES = ['unset', 'ok', 'error'] as const;
export type SpanStatus = (typeof SPAN_STATUSES)[number];

export type Attributes = Record<string, unknown>;

export interface SpanEvent {
  name: string;
  /** Since 1970, fractions down to the microsecond. */
  timeMs: number;
  attributes: Attributes;
}

/** A step of a trace, as OpenTelemetry means it. */
export interface Span {
  /** 32 lower-case hexadecimal digits. */
  traceId: string;
  /** 16 lower-case hexadecimal digits. */
  spanId: string;
  parentSpanId: string | null;
  name: string;
  kind: SpanKind;
  service: string;
  /** Since 1970, fractions down to the microsecond. */
  startedAtMs: number;
  durationMs: number;
  status: SpanStatus;
  statusMessage: string | null;
  attributes: Attributes;
  events: SpanEvent[];
}

/** This application's `service.name`. */
export const OWN_SERVICE = 'llm-regression-guard';
