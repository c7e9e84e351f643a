import { useInfiniteQuery } from '@tanstack/react-query';
import { runExamplesQuery } from '#lib/client/runs.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import { runExampleSortKeys, type RunExamplesQuery } from '#lib/contracts/runs.ts';
import { readChoice } from '#lib/view-models/choice.ts';

type Show = RunExamplesQuery['show'];

const SHOWS: readonly Show[] = ['all', 'failed_checks', 'missing', 'error'];

/** The run's examples as the address narrows them down and sorts them. Its users share one answer of the API. */
export function useExamples(runId: string) {
  const [params, change] = useUrlState();
  const choice = {
    category: params.get('category'),
    show: readChoice(params.get('show'), SHOWS, 'all'),
    search: params.get('search') ?? '',
    sort: readChoice(params.get('sort'), runExampleSortKeys, 'position'),
    order: readChoice(params.get('order'), ['asc', 'desc'], 'asc'),
  };
  const query = useInfiniteQuery(runExamplesQuery(runId, choice));
  return { choice, change, query };
}
