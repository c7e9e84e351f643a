'use client';

import { Scale, SearchX } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ListView } from '#components/ui/list-view.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { FirstVerdict } from './first-verdict.tsx';
import { useVerdicts } from './use-verdicts.ts';
import { VerdictsTable } from './verdicts-table.tsx';
import { VerdictsToolbar } from './verdicts-toolbar.tsx';

const EVERYTHING = { verdict: null, branch: null, pr: null };

/** All verdicts, narrowed down as the address says. */
export function VerdictsPanel() {
  const { query, verdicts, change, isNarrowed, pullRequestError } = useVerdicts();
  const isFirst = verdicts?.length === 0 && !isNarrowed && !query.isPlaceholderData;
  return (
    <Panel id="verdicts-heading" title="Verdicts" description="Every decision of the gate, the latest first">
      {isFirst ? null : <VerdictsToolbar />}
      {pullRequestError === null ? (
        <ListView
          query={query}
          what="the verdicts"
          skeleton={<RowsSkeleton count={5} cells={['h-5 w-20', 'h-4 flex-1', 'h-4 w-32 max-md:hidden']} />}
          empty={
            isFirst ? (
              <EmptyState icon={Scale} title="Nothing was judged yet" className="border-t border-line">
                <FirstVerdict />
              </EmptyState>
            ) : (
              <EmptyState icon={SearchX} title="No verdict matches" className="border-t border-line">
                <Button className="mt-3" onClick={() => change(EVERYTHING)}>
                  Show all verdicts
                </Button>
              </EmptyState>
            )
          }
        >
          {(rows, isOld) => <VerdictsTable verdicts={rows} isOld={isOld} />}
        </ListView>
      ) : null}
    </Panel>
  );
}
