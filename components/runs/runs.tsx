'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Play, SearchX } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ListView } from '#components/ui/list-view.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { fieldErrorOf } from '#lib/client/api-error.ts';
import { itemsOf } from '#lib/client/list-query.ts';
import { runsQuery } from '#lib/client/runs.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import { runSortKeys } from '#lib/contracts/runs.ts';
import { readChoice } from '#lib/view-models/choice.ts';
import { CompareBar } from './compare-bar.tsx';
import { useRunSettings } from './run-settings.tsx';
import { RunsEmpty } from './runs-empty.tsx';
import { RunsSkeleton } from './runs-skeleton.tsx';
import { RunsTable } from './runs-table.tsx';
import { RunsToolbar } from './runs-toolbar.tsx';
import { useSelectedRuns } from './use-selected-runs.ts';

const StartRunDialog = dynamic(() => import('./start-run-dialog.tsx').then((file) => file.StartRunDialog), {
  ssr: false,
});

/** All runs, narrowed down and sorted as the address says. */
export function Runs() {
  const [params, change] = useUrlState();
  const { canWrite } = useRunSettings();
  // The command palette leads here with the dialog open.
  const isStarting = canWrite && params.get('start') !== null;
  const setIsStarting = (isOpen: boolean) => change({ start: isOpen ? '1' : null }, 'replace');
  const selected = useSelectedRuns();
  const filter = params.get('filter') ?? '';
  const sort = readChoice(params.get('sort'), runSortKeys, 'created_at');
  const order = readChoice(params.get('order'), ['asc', 'desc'], 'desc');
  const query = useInfiniteQuery(runsQuery({ filter, sort, order }));

  const filterError = fieldErrorOf(query.error, 'filter');
  const isFirst = itemsOf(query.data)?.length === 0 && filter === '' && !query.isPlaceholderData;
  const dialog = isStarting ? <StartRunDialog onClose={() => setIsStarting(false)} /> : null;
  if (isFirst) {
    return (
      <>
        <RunsEmpty onStart={() => setIsStarting(true)} />
        {dialog}
      </>
    );
  }
  return (
    <>
      <Panel
        id="runs-heading"
        title="Evaluation runs"
        description="Each asks a model the golden set's questions and scores its answers."
        aside={
          canWrite ? (
            <Button variant="primary" onClick={() => setIsStarting(true)} className="print:hidden">
              <Play aria-hidden="true" />
              Start run
            </Button>
          ) : null
        }
      >
        <RunsToolbar
          filter={filter}
          error={filterError}
          onFilter={(next) => change({ filter: next === '' ? null : next })}
        />
        {filterError === null ? (
          <ListView
            query={query}
            what="the runs"
            skeleton={<RunsSkeleton />}
            empty={
              <EmptyState icon={SearchX} title="No run matches" className="border-t border-line">
                <Button className="mt-3" onClick={() => change({ filter: null })}>
                  Show all runs
                </Button>
              </EmptyState>
            }
          >
            {(rows, isOld) => (
              <RunsTable
                runs={rows}
                sorting={{ sort, order }}
                onSort={(next) => change({ ...next }, 'replace')}
                isOld={isOld}
                selected={selected}
              />
            )}
          </ListView>
        ) : null}
      </Panel>
      {selected.ids.length > 0 ? (
        <CompareBar count={selected.ids.length} href={selected.href} onClear={selected.clear} />
      ) : null}
      {dialog}
    </>
  );
}
