import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { comparedExamplePageSchema, type ComparedExamplesQuery } from '#lib/contracts/comparisons.ts';
import { getJson } from './get-json.ts';

/** Each comes with both sides' answers, which may be long. */
const PAGE_SIZE = 10;

export interface ComparedRuns {
  referenceId: string;
  currentId: string;
}

/** Examples of two runs side by side, the largest change first. Finished runs don't change. */
export function comparedExamplesQuery(
  { referenceId, currentId }: ComparedRuns,
  { change, category }: Pick<ComparedExamplesQuery, 'change'> & { category: string | null },
) {
  return infiniteQueryOptions({
    queryKey: ['compared-examples', referenceId, currentId, change, category],
    queryFn: ({ signal, pageParam }) =>
      getJson('/api/compare/examples', comparedExamplePageSchema, {
        query: {
          runs: `${referenceId},${currentId}`,
          change,
          category,
          limit: String(PAGE_SIZE),
          cursor: pageParam,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}
