'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ListView } from '#components/ui/list-view.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
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
  return (
    <Panel
      id="evals-heading"
      title="Latest shadow evaluations"
      description="Newest first, whatever the time range. Open one to compare both answers."
      aside={aside}
    >
      <ListView
        query={useInfiniteQuery(shadowEvalsQuery(show))}
        what="the evaluations"
        skeleton={<RowsSkeleton count={8} cells={['h-4 w-16', 'h-4 flex-1', 'h-4 w-24']} />}
        empty={<NoRows show={show} />}
      >
        {(items) => <EvalsTable items={items} />}
      </ListView>
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
