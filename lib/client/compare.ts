import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  comparedExamplePageSchema,
  runComparisonSchema,
  type ComparedExamplesQuery,
} from '#lib/contracts/comparisons.ts';
import { getJson } from './get-json.ts';

const PAGE_SIZE = 25;

/** Runs against the first of them. Finished runs don't change; which one is the baseline may. */
export function comparisonQuery(ids: readonly string[]) {
  return queryOptions({
    queryKey: ['comparison', ...ids],
    queryFn: ({ signal }) =>
      getJson('/api/compare', runComparisonSchema, { query: { runs: ids.join(',') }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
  });
}

interface ExamplesChoice {
  change: ComparedExamplesQuery['change'];
  category: string | null;
}

/** Examples of two runs, those that changed most first. */
export function comparedExamplesQuery(
  reference: string,
  current: string,
  { change, category }: ExamplesChoice,
) {
  return infiniteQueryOptions({
    queryKey: ['compared-examples', reference, current, change, category],
    queryFn: ({ signal, pageParam }) =>
      getJson('/api/compare/examples', comparedExamplePageSchema, {
        query: {
          runs: `${reference},${current}`,
          change,
          category,
          limit: String(PAGE_SIZE),
          cursor: pageParam,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: Infinity,
  });
}
