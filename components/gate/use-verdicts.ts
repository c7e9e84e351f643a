import { useInfiniteQuery } from '@tanstack/react-query';
import { itemsOf } from '#lib/client/list-query.ts';
import { fieldErrorOf } from '#lib/client/api-error.ts';
import { verdictsQuery } from '#lib/client/gate.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import { readChoice } from '#lib/view-models/choice.ts';
import { VERDICT_WORDS } from '#lib/view-models/verdict-status.ts';

const ALL = 'all';

/** Verdicts as the address narrows them down. Its users share one answer of the API. */
export function useVerdicts() {
  const [params, change] = useUrlState();
  const shown = readChoice(params.get('verdict'), [ALL, ...VERDICT_WORDS], ALL);
  const choice = {
    verdict: shown === ALL ? undefined : shown,
    branch: params.get('branch') ?? '',
    pullRequest: params.get('pr') ?? '',
  };
  const query = useInfiniteQuery(verdictsQuery(choice));
  return {
    ...{ choice, shown, change, query },
    verdicts: itemsOf(query.data),
    pullRequestError: fieldErrorOf(query.error, 'pull_request'),
    isNarrowed: shown !== ALL || choice.branch !== '' || choice.pullRequest !== '',
  };
}
