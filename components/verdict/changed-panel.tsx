'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { SearchCheck } from 'lucide-react';
import { ComparedExampleItem } from '#components/compare/compared-example-item.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ListView } from '#components/ui/list-view.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { cn } from '#lib/client/cn.ts';
import { comparedExamplesQuery } from '#lib/client/compare.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { readChoice } from '#lib/view-models/choice.ts';
import { embedderName } from '#lib/view-models/embedder.ts';

const CHANGES = ['regressed', 'improved'] as const;
const OPTIONS = [
  { id: 'regressed', label: 'Regressed' },
  { id: 'improved', label: 'Improved' },
];

const NAMES = { reference: 'Baseline', current: 'This run' };

interface ChangedPanelProps {
  run: RunDetail;
  baselineId: string;
}

/** The examples that changed most; each opens to both answers side by side with what changed in their words. */
export function ChangedPanel({ run, baselineId }: ChangedPanelProps) {
  const [params, changeUrl] = useUrlState();
  const change = readChoice(params.get('show'), CHANGES, 'regressed');
  const query = useInfiniteQuery(comparedExamplesQuery(baselineId, run.id, { change, category: null }));
  return (
    <Panel
      id="changed-heading"
      title="Examples that changed"
      description="The largest change first; open one for both answers and what changed in them"
      aside={
        <SegmentedControl
          label="Which examples"
          value={change}
          options={OPTIONS}
          onChange={(show) => changeUrl({ show: show === 'regressed' ? null : show })}
        />
      }
    >
      <ListView
        query={query}
        what="the examples"
        skeleton={<RowsSkeleton count={5} cells={['h-4 flex-1', 'h-4 w-32']} />}
        empty={
          <EmptyState icon={SearchCheck} title={`No example ${change}`} className="border-t border-line" />
        }
      >
        {(examples, isOld) => (
          <ul
            aria-labelledby="changed-heading"
            aria-busy={isOld}
            className={cn(
              'divide-y divide-line border-t border-line transition-opacity',
              isOld && 'opacity-60',
            )}
          >
            {examples.map((example) => (
              <ComparedExampleItem
                key={example.id}
                example={example}
                names={NAMES}
                embedder={embedderName(run.signature)}
              />
            ))}
          </ul>
        )}
      </ListView>
    </Panel>
  );
}
