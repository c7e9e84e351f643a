import { DEFAULT_TIME_RANGE, readTimeRange, type TimeRange } from '#lib/view-models/time-range.ts';
import { useUrlParam } from './use-url-param.ts';

/** The stretch of time that the page's address names with `?range=`, and how to change it. */
export function useTimeRange(): [TimeRange, (id: string) => void] {
  const [id, setId] = useUrlParam('range');
  return [readTimeRange(id), (next) => setId(next === DEFAULT_TIME_RANGE.id ? null : next)];
}
