import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { costsSchema } from '#lib/contracts/costs.ts';
import { overviewScoresSchema } from '#lib/contracts/overview-scores.ts';
import type { TimeRange } from '#lib/view-models/time-range.ts';
import { getJson } from './get-json.ts';
import { rangeQuery } from './range-query.ts';

const REFRESH_MS = 15_000;

/** Runs' scores in a range that ends now; of one environment, or of all with null. */
export function overviewScoresQuery(range: TimeRange, env: string | null) {
  return queryOptions({
    queryKey: ['overview-scores', range.id, env],
    queryFn: ({ signal }) =>
      getJson('/api/overview/scores', overviewScoresSchema, { query: { ...rangeQuery(range), env }, signal }),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}

/** What was spent in a range that ends now. */
export function costsQuery(range: TimeRange) {
  return queryOptions({
    queryKey: ['costs', range.id],
    queryFn: ({ signal }) => getJson('/api/costs', costsSchema, { query: rangeQuery(range), signal }),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}
