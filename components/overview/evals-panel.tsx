'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LoadMore } from '#components/ui/load-more.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { shadowEvalsQuery } from '#lib/client/queries.ts';
import type { ShadowEvalShow } from '#lib/contracts/shadow.ts';
import { EvalsTable } from './evals-table.tsx';

interface EvalsPanelProps {
  show?: ShadowEvalShow;
  /** What to choose from, beside the title. */
  aside?: ReactNode;
}

/** The latest shadow evaluations; each opens in a sheet. */
export function EvalsPanel({ show = 'all', aside }: EvalsPanelProps) {
  const query = useInfiniteQuery(shadowEvalsQuery(show));
  const { data, error, isFetching, refetch, isFetchNextPageError } = query;
  return (
    <Panel
      id="evals-heading"
      title="Latest shadow evaluations"
      description="Newest first, whatever the time range. Open one to compare both answers."
      aside={aside}
    >
      <QueryView
        query={{ data, error: isFetchNextPageError ? null : error, isFetching, refetch }}
        what="the evaluations"
        skeleton={<RowsSkeleton />}
      >
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? <NoRows show={show} /> : <EvalsTable items={items} />;
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

function NoRows({ show }: { show: ShadowEvalShow }) {
  if (show !== 'all')
    return (
      <EmptyState icon={ListChecks} title="None of this kind">
        No shadow evaluation is like this.
      </EmptyState>
    );
  return (
    <EmptyState icon={ListChecks} title="No shadow evaluations yet">
      A share of the prompts is answered by the candidate too. Their comparisons are listed here.
    </EmptyState>
  );
}

function RowsSkeleton() {
  return (
    <div className="border-t border-line">
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className="flex gap-4 border-b border-line px-4 py-3 last:border-0">
          <Skeleton className="h-4 w-16" />
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-4 w-24" />
        </div>
      ))}
    </div>
  );
}
