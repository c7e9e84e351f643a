'use client';

import { Waypoints } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ListView } from '#components/ui/list-view.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { prepareTraceRows } from '#lib/view-models/trace-list.ts';
import { TraceFilterBar } from './trace-filter-bar.tsx';
import { TracesEmpty } from './traces-empty.tsx';
import { TracesTable } from './traces-table.tsx';
import { useTraces } from './use-traces.ts';

/** What applications and the jobs behind exchanges did, step by step: one row a trace. */
export function Traces() {
  const { range, filters, query, clear } = useTraces();
  return (
    <div className="flex flex-col gap-4">
      <TraceFilterBar />
      <Panel
        id="traces-heading"
        title="Traces"
        description={`What began in ${range.words}, the newest first`}
      >
        <ListView
          query={query}
          what="the traces"
          skeleton={<RowsSkeleton count={8} cells={['h-4 w-16', 'h-4 flex-1', 'h-4 w-24', 'h-4 w-28']} />}
          empty={
            Object.keys(filters).length === 0 ? (
              <TracesEmpty range={range} />
            ) : (
              <EmptyState icon={Waypoints} title="No trace matches" className="border-t border-line">
                <Button className="mt-3" onClick={clear}>
                  Clear all filters
                </Button>
              </EmptyState>
            )
          }
        >
          {(items, isOld) => <TracesTable rows={prepareTraceRows(items)} isOld={isOld} />}
        </ListView>
      </Panel>
    </div>
  );
}
