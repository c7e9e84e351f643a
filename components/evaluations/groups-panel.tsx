'use client';

import { useQuery } from '@tanstack/react-query';
import { Layers } from 'lucide-react';
import { UnitInterval, UnitScale } from '#components/charts/unit-interval.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import { evaluationSummaryQuery } from '#lib/client/evaluations.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import { useUrlParam } from '#lib/client/use-url-param.ts';
import { evaluationSources, type EvaluationSource } from '#lib/contracts/evaluations.ts';
import { prepareGroups, SOURCE_WORDS, type GroupRow, type GroupTable } from '#lib/view-models/evaluations.ts';

const OPTIONS = (['judge', 'heuristics', 'human'] as const).map((id) => ({
  id,
  label: SOURCE_WORDS[id].name,
}));

/** One source's means by model and prompt version. */
export function GroupsPanel() {
  const [range] = useTimeRange();
  const [chosen, setChosen] = useUrlParam('by');
  const source: EvaluationSource = evaluationSources.find((id) => id === chosen) ?? 'judge';
  const query = useQuery(evaluationSummaryQuery(range));
  return (
    <Panel
      id="groups-heading"
      title="By model and prompt version"
      description="Means with 95% intervals; where intervals overlap widely, the difference may be chance"
      aside={
        <SegmentedControl
          label="Scored by"
          value={source}
          options={OPTIONS}
          onChange={(id) => setChosen(id === 'judge' ? null : id, 'replace')}
        />
      }
    >
      <QueryView query={query} what="the means by model" skeleton={<Skeleton className="mx-4 mb-4 h-40" />}>
        {(summary) => <Groups table={prepareGroups(summary, source)} />}
      </QueryView>
    </Panel>
  );
}

function Groups({ table }: { table: GroupTable }) {
  if (table.rows.length === 0)
    return (
      <EmptyState icon={Layers} title="Nothing from this source in this range">
        Choose another source or a longer range.
      </EmptyState>
    );
  return (
    <div className="overflow-x-auto">
      <table aria-labelledby="groups-heading" className="w-full text-sm">
        <thead className="border-y border-line">
          <tr>
            <HeadCell>Model</HeadCell>
            <HeadCell className="text-right">n</HeadCell>
            <HeadCell className="text-right max-sm:hidden">Missing</HeadCell>
            <HeadCell className="text-right">Mean</HeadCell>
            <HeadCell className="w-2/5 px-0 last:pr-0 max-md:hidden">
              <span className="sr-only">95% interval</span>
              <UnitScale forest={table.forest} />
            </HeadCell>
          </tr>
        </thead>
        <tbody className="divide-y divide-line tabular-nums">
          {table.rows.map((row) => (
            <Row key={row.key} row={row} table={table} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, table }: { row: GroupRow; table: GroupTable }) {
  return (
    <tr>
      <Cell className="max-w-0 min-w-36">
        <bdi className="block truncate" title={row.model}>
          {row.model}
        </bdi>
        <bdi
          className="block truncate text-xs text-muted"
          title={`${row.version}, scored by ${row.evaluator}`}
        >
          {row.version} · {row.evaluator}
        </bdi>
      </Cell>
      <Cell className="text-right text-muted">{row.n}</Cell>
      <Cell
        className={cn(
          'text-right max-sm:hidden',
          row.isMissingMuch ? 'font-medium text-warning' : 'text-muted',
        )}
      >
        {row.missing}
      </Cell>
      <Cell className="text-right">
        <span className="font-medium">{row.mean}</span>
        <span className="block text-xs whitespace-nowrap text-muted">{row.interval}</span>
      </Cell>
      <Cell className="relative max-md:hidden">
        <UnitInterval mark={table.forest.marks.get(row.key) ?? null} forest={table.forest} />
      </Cell>
    </tr>
  );
}
