'use client';

import { SearchX } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LoadMore } from '#components/ui/load-more.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { ExamplesTable } from './examples-table.tsx';
import { ExamplesToolbar } from './examples-toolbar.tsx';
import { useExamples } from './use-examples.ts';

const EVERYTHING = { category: null, show: null, search: null };

/** The run's examples one by one; each opens in a sheet. */
export function ExamplesPanel({ run }: { run: RunDetail }) {
  const { query, examples, change } = useExamples(run.id);
  const { error, isFetching, refetch, isFetchNextPageError } = query;
  return (
    <Panel
      id="examples-heading"
      title="Examples"
      description="Open one for its answers, checks and what the judge said"
      className="scroll-mt-16"
    >
      <ExamplesToolbar run={run} />
      <QueryView
        query={{ data: examples, error: isFetchNextPageError ? null : error, isFetching, refetch }}
        what="the examples"
        skeleton={<RowsSkeleton />}
      >
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={SearchX} title="No example matches" className="border-t border-line">
              <Button className="mt-3" onClick={() => change(EVERYTHING)}>
                Show all examples
              </Button>
            </EmptyState>
          ) : (
            <ExamplesTable run={run} examples={rows} />
          )
        }
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
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className="flex gap-4 border-b border-line px-4 py-3 last:border-0">
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-4 w-40 max-md:hidden" />
        </div>
      ))}
    </div>
  );
}
