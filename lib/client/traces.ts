import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { tracePageSchema, traceSchema, type Trace } from '#lib/contracts/traces.ts';
import type { TimeRange } from '#lib/view-models/time-range.ts';
import type { TraceFilters } from '#lib/view-models/trace-list.ts';
import { getJson } from './get-json.ts';
import { rangeQuery } from './range-query.ts';

const REFRESH_MS = 15_000;
const PAGE_SIZE = 50;
/** Jobs that follow an exchange, and applications that send in batches, add to a trace for a while. */
const GROWS_MS = 10 * 60_000;

/** Traces page by page, the newest first. */
export function tracesQuery(range: TimeRange, filters: TraceFilters) {
  return infiniteQueryOptions({
    queryKey: ['traces', range.id, filters],
    queryFn: ({ signal, pageParam }) =>
      getJson('/api/traces', tracePageSchema, {
        query: { ...filters, ...rangeQuery(range), limit: String(PAGE_SIZE), cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => REFRESH_MS * Math.max(1, state.data?.pages.length ?? 1),
  });
}

/** One trace with its spans; asked for again while it is young. */
export function traceQuery(id: string) {
  return queryOptions({
    queryKey: ['trace', id],
    queryFn: ({ signal }) => getJson(`/api/traces/${encodeURIComponent(id)}`, traceSchema, { signal }),
    refetchInterval: ({ state: { data } }) => (data && mayGrow(data, Date.now()) ? REFRESH_MS : false),
  });
}

function mayGrow({ started_at: startedAt, duration_ms: durationMs }: Trace, nowMs: number): boolean {
  return nowMs - (Date.parse(startedAt) + durationMs) < GROWS_MS;
}
