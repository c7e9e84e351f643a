import type { TraceItem } from '#lib/contracts/traces.ts';
import { formatSpanDuration } from './span-duration.ts';

const FILTERS = ['name', 'service', 'failed', 'min_duration_ms'] as const;

/** Filters of the list as the address has them, by the API's names. */
export type TraceFilters = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;

/** The filters in an address; the time range is the page's own. */
export function readTraceFilters(params: { get: (name: string) => string | null }): TraceFilters {
  return Object.fromEntries(
    FILTERS.flatMap((key) => {
      const value = params.get(key);
      return value ? [[key, value]] : [];
    }),
  );
}

/** What takes all filters out of an address. */
export const NO_TRACE_FILTERS: Readonly<Record<string, null>> = Object.fromEntries(
  FILTERS.map((key) => [key, null]),
);

export interface TraceRow {
  id: string;
  /** Null while the root span hasn't come. */
  name: string | null;
  service: string;
  startedMs: number;
  duration: string;
  /** Of the longest trace on the page, in [0, 1]. */
  share: number;
  spans: number;
  errors: number;
  chatId: string | null;
}

/** Traces as rows, with their lengths beside that of the longest. */
export function prepareTraceRows(items: readonly TraceItem[]): TraceRow[] {
  const longestMs = Math.max(0, ...items.map((item) => item.duration_ms));
  return items.map((item) => ({
    id: item.trace_id,
    name: item.name,
    service: item.service,
    startedMs: Date.parse(item.started_at),
    duration: formatSpanDuration(item.duration_ms),
    share: longestMs > 0 ? item.duration_ms / longestMs : 0,
    spans: item.spans,
    errors: item.errors,
    chatId: item.chat_id,
  }));
}

/** The services of some traces by name, to choose from. */
export function servicesOf(items: readonly Pick<TraceItem, 'service'>[]): string[] {
  return [...new Set(items.map(({ service }) => service))].sort((a, b) => a.localeCompare(b));
}

/** What an application is started with so that it sends its traces here. */
export function otlpSettings(origin: string): { address: string; key: string } {
  return {
    address: `export OTEL_EXPORTER_OTLP_ENDPOINT=${origin}\nexport OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf`,
    key: 'export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer lrg_…"',
  };
}
