import { useTimeRange } from '#lib/client/use-time-range.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import { chatLogSortKeys } from '#lib/contracts/chat-logs.ts';
import { trafficSplits } from '#lib/contracts/traffic.ts';
import { readChoice } from '#lib/view-models/choice.ts';
import { NO_FILTERS, readTrafficFilters } from '#lib/view-models/traffic-filters.ts';

/** What the address narrows traffic down to, and how to change it. All panels share it. */
export function useTraffic() {
  const [range] = useTimeRange();
  const [params, change] = useUrlState();
  return {
    choice: { range, filters: readTrafficFilters(params) },
    split: readChoice(params.get('split'), trafficSplits, 'none'),
    sorting: {
      sort: readChoice(params.get('sort'), chatLogSortKeys, 'created_at'),
      order: readChoice(params.get('order'), ['asc', 'desc'], 'desc'),
    },
    change,
    clear: () => change(NO_FILTERS),
  };
}
