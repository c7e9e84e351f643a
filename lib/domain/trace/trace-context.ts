/** Where in a caller's trace an exchange belongs. */
export interface TraceContext {
  traceId: string;
  parentSpanId: string;
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/;

/**
 * A `traceparent` header (W3C Trace Context, level 1, section 3.2); null for one that must be ignored: malformed, of the
 * forbidden version ff, with more fields than version 00 has, or with an id of zeros.
 */
export function parseTraceparent(header: string | null): TraceContext | null {
  if (header === null) return null;
  const [, version, traceId = '', parentSpanId = '', more] = TRACEPARENT.exec(header.trim()) ?? [];
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(parentSpanId)) return null;
  return { traceId, parentSpanId };
}

/** The trace that an exchange begins: its id without hyphens. */
export function traceIdOf(chatId: string): string {
  return chatId.replaceAll('-', '');
}

/** The span that an exchange is: the last 16 digits of its id. */
export function spanIdOf(chatId: string): string {
  return traceIdOf(chatId).slice(16);
}

/** The exchange that would have begun a trace; null for an id that is of no such form (UUID version 7). */
export function chatIdOf(traceId: string): string | null {
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})(7[0-9a-f]{3})([89ab][0-9a-f]{3})([0-9a-f]{12})$/.exec(traceId);
  return parts?.slice(1).join('-') ?? null;
}
