'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Rocket, SearchX } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ListView } from '#components/ui/list-view.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { itemsOf } from '#lib/client/list-query.ts';
import { rolloutsQuery } from '#lib/client/rollouts.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import { ROLLOUT_STATUSES } from '#lib/domain/rollout/state.ts';
import { readChoice } from '#lib/view-models/choice.ts';
import { ROLLOUT_FILTERS } from '#lib/view-models/rollout-status.ts';
import { useRolloutSettings } from './rollout-settings.tsx';
import { RolloutsEmpty } from './rollouts-empty.tsx';
import { RolloutsTable } from './rollouts-table.tsx';

const ALL = 'all';

/** All rollouts, narrowed down by status as the address says. */
export function RolloutsPanel({ onStart }: { onStart: () => void }) {
  const [params, change] = useUrlState();
  const { canWrite } = useRolloutSettings();
  const shown = readChoice(params.get('status'), [ALL, ...ROLLOUT_STATUSES], ALL);
  const query = useInfiniteQuery(rolloutsQuery(shown === ALL ? null : shown));
  const isFirst = itemsOf(query.data)?.length === 0 && shown === ALL && !query.isPlaceholderData;
  if (isFirst) return <RolloutsEmpty onStart={onStart} />;
  return (
    <Panel
      id="rollouts-heading"
      title="Rollouts"
      description="Each gives a candidate a growing share of traffic, and takes it back when it does worse"
      aside={
        canWrite ? (
          <Button variant="primary" onClick={onStart} className="print:hidden">
            <Rocket aria-hidden="true" />
            Start rollout
          </Button>
        ) : null
      }
    >
      <div className="px-4 pb-3 print:hidden">
        <SegmentedControl
          label="Status"
          value={shown}
          options={ROLLOUT_FILTERS}
          onChange={(id) => change({ status: id === ALL ? null : id })}
          className="w-fit max-w-full overflow-x-auto [&_button]:max-sm:px-1.5"
        />
      </div>
      <ListView
        query={query}
        what="the rollouts"
        skeleton={<RowsSkeleton count={4} cells={['h-5 w-20', 'h-4 flex-1', 'h-4 w-32 max-md:hidden']} />}
        empty={
          <EmptyState icon={SearchX} title="No rollout has this status" className="border-t border-line">
            <Button className="mt-3" onClick={() => change({ status: null })}>
              Show all rollouts
            </Button>
          </EmptyState>
        }
      >
        {(rows, isOld) => <RolloutsTable rollouts={rows} isOld={isOld} />}
      </ListView>
    </Panel>
  );
}
