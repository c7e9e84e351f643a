'use client';

import { SortHeadCell } from '#components/ui/sort-head-cell.tsx';
import { HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import type { RunSummary, runSortKeys } from '#lib/contracts/runs.ts';
import type { Sorting } from '#lib/view-models/choice.ts';
import { categoryColumns, prepareRunRow } from '#lib/view-models/run-row.ts';
import { useRunSettings } from './run-settings.tsx';
import { RunsTableRow } from './runs-table-row.tsx';
import type { SelectedRuns } from './use-selected-runs.ts';

export type RunSorting = Sorting<(typeof runSortKeys)[number]>;

interface RunsTableProps {
  runs: readonly RunSummary[];
  sorting: RunSorting;
  onSort: (sorting: RunSorting) => void;
  /** What is shown belongs to the last question. */
  isOld: boolean;
  selected: SelectedRuns;
}

/** Runs as a table; narrow screens keep the columns that matter most. */
export function RunsTable({ runs, sorting, onSort, isOld, selected }: RunsTableProps) {
  const { thresholds } = useRunSettings();
  const columns = categoryColumns(runs);
  const head = { sorting, onSort };
  return (
    <table
      aria-label="Runs"
      aria-busy={isOld}
      className={cn('w-full table-fixed text-sm transition-opacity', isOld && 'opacity-60')}
    >
      <thead className="border-y border-line">
        <tr>
          <HeadCell className="w-10 print:hidden">
            <span className="sr-only">Select to compare</span>
          </HeadCell>
          <SortHeadCell {...head} name="Run" sortKey="model" first="asc" className="pl-2" />
          <HeadCell className="hidden w-28 sm:table-cell">Status</HeadCell>
          <SortHeadCell
            {...head}
            name="Overall"
            sortKey="overall"
            className="w-26 max-sm:pr-4 md:w-28 xl:w-42"
          />
          <HeadCell className="hidden md:table-cell" style={{ width: `${columns.length * 2.375 + 1.5}rem` }}>
            <span className="flex gap-0.5" aria-label="Score by category">
              {columns.map(({ id, name, short }) => (
                <span key={id} title={name} className="w-9 text-center tracking-wide">
                  {short}
                </span>
              ))}
            </span>
          </HeadCell>
          <HeadCell className="hidden w-24 text-right xl:table-cell">Checks</HeadCell>
          <SortHeadCell
            {...head}
            name="Examples"
            sortKey="examples"
            align="right"
            className="hidden w-24 xl:table-cell"
          />
          <SortHeadCell
            {...head}
            name="Cost"
            sortKey="cost_usd"
            align="right"
            className="hidden w-22 lg:table-cell"
          />
          <SortHeadCell
            {...head}
            name="When"
            sortKey="created_at"
            align="right"
            className="hidden w-32 lg:table-cell"
          />
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {runs.map((run) => (
          <RunsTableRow
            key={run.id}
            run={run}
            row={prepareRunRow(run, columns, thresholds.perCategory)}
            selected={selected}
          />
        ))}
      </tbody>
    </table>
  );
}
