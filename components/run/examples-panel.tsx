'use client';

import { SearchX } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ListView } from '#components/ui/list-view.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { ExamplesTable } from './examples-table.tsx';
import { ExamplesToolbar } from './examples-toolbar.tsx';
import { useExamples } from './use-examples.ts';

const EVERYTHING = { category: null, show: null, search: null };

/** The run's examples one by one; each opens in a sheet. */
export function ExamplesPanel({ run }: { run: RunDetail }) {
  const { query, change } = useExamples(run.id);
  return (
    <Panel
      id="examples-heading"
      title="Examples"
      description="Open one for its answers, checks and what the judge said"
    >
      <ExamplesToolbar run={run} />
      <ListView
        query={query}
        what="the examples"
        skeleton={<RowsSkeleton count={8} cells={['h-4 flex-1', 'h-4 w-24', 'h-4 w-40 max-md:hidden']} />}
        empty={
          <EmptyState icon={SearchX} title="No example matches" className="border-t border-line">
            <Button className="mt-3" onClick={() => change(EVERYTHING)}>
              Show all examples
            </Button>
          </EmptyState>
        }
      >
        {(examples) => <ExamplesTable run={run} examples={examples} />}
      </ListView>
    </Panel>
  );
}
