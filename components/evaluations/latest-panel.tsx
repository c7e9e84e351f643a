'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ListChecks, X } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LoadMore } from '#components/ui/load-more.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { evaluationsQuery } from '#lib/client/evaluations.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import { evaluationSources } from '#lib/contracts/evaluations.ts';
import { HEURISTIC_RULES } from '#lib/domain/evaluation/heuristics/settings.ts';
import { prepareEvaluationRow, SOURCE_WORDS } from '#lib/view-models/evaluations.ts';
import { sentenceCase } from '#lib/view-models/words.ts';
import { EvaluationsTable } from './evaluations-table.tsx';

const OPTIONS = [
  { id: 'all', label: 'All' },
  ...(['judge', 'heuristics', 'human'] as const).map((id) => ({ id, label: SOURCE_WORDS[id].name })),
  { id: 'missing', label: 'Missing', words: 'Without a score' },
];

/** The latest evaluations; each leads to its exchange. */
export function LatestPanel() {
  const [range] = useTimeRange();
  const [params, change] = useUrlState();
  const show = params.get('show') ?? 'all';
  const source = evaluationSources.find((id) => id === show) ?? null;
  const isMissingOnly = show === 'missing';
  const failedRule = HEURISTIC_RULES.find((rule) => rule === params.get('rule')) ?? null;
  const query = useInfiniteQuery(
    evaluationsQuery(
      failedRule === null
        ? { range, source, isMissingOnly, failedRule }
        : { range, source: 'heuristics', isMissingOnly: false, failedRule },
    ),
  );
  const { data, error, isFetching, refetch, isFetchNextPageError } = query;
  return (
    <Panel
      id="latest-heading"
      title="Latest evaluations"
      description={`Of exchanges in ${range.words}`}
      aside={
        <>
          {failedRule === null ? null : (
            <button
              type="button"
              onClick={() => change({ rule: null }, 'replace')}
              aria-label={`Only answers that failed ${sentenceCase(failedRule)}: show others again`}
              className="flex h-8 items-center gap-1.5 rounded-md border border-line bg-raised px-2.5 text-xs"
            >
              Failed: {sentenceCase(failedRule)}
              <X aria-hidden="true" className="size-3.5 text-muted" />
            </button>
          )}
          <SegmentedControl
            label="Show"
            value={failedRule === null ? (source ?? (isMissingOnly ? 'missing' : 'all')) : 'heuristics'}
            options={OPTIONS}
            onChange={(id) => change({ show: id === 'all' ? null : id, rule: null }, 'replace')}
            className="max-w-full overflow-x-auto"
          />
        </>
      }
    >
      <QueryView
        query={{ data, error: isFetchNextPageError ? null : error, isFetching, refetch }}
        what="the evaluations"
        skeleton={<RowsSkeleton />}
      >
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length > 0)
            return (
              <EvaluationsTable rows={items.map(prepareEvaluationRow)} isOld={query.isPlaceholderData} />
            );
          return (
            <EmptyState
              icon={ListChecks}
              title={isMissingOnly ? 'No score is missing' : 'Nothing was evaluated in this range'}
              className="border-t border-line"
            >
              {isMissingOnly
                ? 'Every evaluation in this range has a score.'
                : 'A sample of the traffic is evaluated in the background. Choose a longer range to see older ones.'}
            </EmptyState>
          );
        }}
      </QueryView>
      {query.hasNextPage ? (
        <LoadMore
          isLoading={query.isFetchingNextPage}
          hasFailed={isFetchNextPageError}
          onPress={() => void query.fetchNextPage()}
        />
      ) : null}
    </Panel>
  );
}

function RowsSkeleton() {
  return (
    <div className="border-t border-line">
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className="flex gap-4 border-b border-line px-4 py-3 last:border-0">
          <Skeleton className="h-4 w-16" />
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-4 w-16" />
        </div>
      ))}
    </div>
  );
}
