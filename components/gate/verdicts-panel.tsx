'use client';

import { Scale, SearchX } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LoadMore } from '#components/ui/load-more.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { FirstVerdict } from './first-verdict.tsx';
import { useVerdicts } from './use-verdicts.ts';
import { VerdictsTable } from './verdicts-table.tsx';
import { VerdictsToolbar } from './verdicts-toolbar.tsx';

const EVERYTHING = { verdict: null, branch: null, pr: null };

/** All verdicts, narrowed down as the address says. */
export function VerdictsPanel() {
  const { query, verdicts, change, isNarrowed, pullRequestError } = useVerdicts();
  const { error, isFetching, refetch, isFetchNextPageError, isPlaceholderData } = query;
  const isFirst = verdicts?.length === 0 && !isNarrowed && !isPlaceholderData;
  return (
    <Panel id="verdicts-heading" title="Verdicts" description="Every decision of the gate, the latest first">
      {isFirst ? null : <VerdictsToolbar />}
      {pullRequestError === null ? (
        <QueryView
          query={{ data: verdicts, error: isFetchNextPageError ? null : error, isFetching, refetch }}
          what="the verdicts"
          skeleton={<RowsSkeleton />}
        >
          {(rows) =>
            isFirst ? (
              <EmptyState icon={Scale} title="Nothing was judged yet" className="border-t border-line">
                <FirstVerdict />
              </EmptyState>
            ) : rows.length === 0 ? (
              <EmptyState icon={SearchX} title="No verdict matches" className="border-t border-line">
                <Button className="mt-3" onClick={() => change(EVERYTHING)}>
                  Show all verdicts
                </Button>
              </EmptyState>
            ) : (
              <VerdictsTable verdicts={rows} isOld={isPlaceholderData} />
            )
          }
        </QueryView>
      ) : null}
      {query.hasNextPage && pullRequestError === null ? (
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
      {Array.from({ length: 5 }, (_, index) => (
        <div key={index} className="flex gap-6 border-b border-line px-4 py-3.5 last:border-0">
          <Skeleton className="h-5 w-20" />
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-4 w-32 max-md:hidden" />
        </div>
      ))}
    </div>
  );
}
