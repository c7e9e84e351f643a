'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Anchor } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ListView } from '#components/ui/list-view.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { baselinesQuery } from '#lib/client/gate.ts';
import { BaselineHistory } from './baseline-history.tsx';

/** What runs are compared with now, and what it was before. */
export function BaselinePanel({ canWrite }: { canWrite: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Panel
      id="baseline-heading"
      title="Baseline"
      description="The run that new runs are compared with, and those before it. Only a promotion changes it."
    >
      <ListView
        query={useInfiniteQuery(baselinesQuery())}
        what="the baselines"
        skeleton={<RowsSkeleton count={3} cells={['h-4 flex-1', 'h-4 w-16', 'h-4 w-32 max-sm:hidden']} />}
        canLoadMore={isOpen}
        empty={
          <EmptyState icon={Anchor} title="No run was promoted yet" className="border-t border-line">
            <p>
              Until then scores are held against fixed thresholds. Open a run that is good enough for
              production and press Promote.
            </p>
          </EmptyState>
        }
      >
        {(baselines) => (
          <BaselineHistory {...{ baselines, canWrite, isOpen }} onOpen={() => setIsOpen(true)} />
        )}
      </ListView>
    </Panel>
  );
}
