import { useInfiniteQuery } from '@tanstack/react-query';
import { tracesQuery } from '#lib/client/traces.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import { NO_TRACE_FILTERS, readTraceFilters } from '#lib/view-models/trace-list.ts';

/** The traces that the address asks for, and how to change what it asks for. */
export function useTraces() {
  const [range] = useTimeRange();
  const [params, change] = useUrlState();
  const filters = readTraceFilters(params);
  return {
    range,
    filters,
    query: useInfiniteQuery(tracesQuery(range, filters)),
    change,
    clear: () => change(NO_TRACE_FILTERS),
  };
}
