'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Anchor } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LoadMore } from '#components/ui/load-more.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { baselinesQuery } from '#lib/client/gate.ts';
import { BaselineHistory } from './baseline-history.tsx';

/** What runs are compared with now, and what it was before. */
export function BaselinePanel({ canWrite }: { canWrite: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const query = useInfiniteQuery(baselinesQuery());
  const { data, error, isFetching, refetch, isFetchNextPageError } = query;
  const baselines = data?.pages.flatMap((page) => page.items);
  return (
    <Panel
      id="baseline-heading"
      title="Baseline"
      description="The run that new runs are compared with, and those before it. Only a promotion changes it."
    >
      <QueryView
        query={{ data: baselines, error: isFetchNextPageError ? null : error, isFetching, refetch }}
        what="the baselines"
        skeleton={<HistorySkeleton />}
      >
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={Anchor} title="No run was promoted yet" className="border-t border-line">
              <p>
                Until then scores are held against fixed thresholds. Open a run that is good enough for
                production and press Promote.
              </p>
            </EmptyState>
          ) : (
            <BaselineHistory {...{ baselines: rows, canWrite, isOpen }} onOpen={() => setIsOpen(true)} />
          )
        }
      </QueryView>
      {query.hasNextPage && isOpen ? (
        <LoadMore
          isLoading={query.isFetchingNextPage}
          hasFailed={isFetchNextPageError}
          onPress={() => void query.fetchNextPage()}
        />
      ) : null}
    </Panel>
  );
}

function HistorySkeleton() {
  return (
    <div className="border-t border-line">
      {Array.from({ length: 3 }, (_, index) => (
        <div key={index} className="flex gap-4 border-b border-line px-4 py-3.5 last:border-0">
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-4 w-16" />
          <Skeleton className="h-4 w-32 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}
