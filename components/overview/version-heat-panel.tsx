'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { HeatCell } from '#components/charts/heat-cell.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { cn } from '#lib/client/cn.ts';
import { overviewScoresQuery } from '#lib/client/overview-scores.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import type { OverviewScores } from '#lib/contracts/overview-scores.ts';
import { prepareVersionHeat, type HeatColumn, type HeatRow } from '#lib/view-models/version-heat.ts';
import { NoRuns } from './no-runs.tsx';
import { useEnvironment } from './use-environment.ts';

/** Scores of the latest versions, category by category. */
export function VersionHeatPanel() {
  const [range] = useTimeRange();
  const [env] = useEnvironment();
  const query = useQuery(overviewScoresQuery(range, env));
  return (
    <Panel
      id="heat-heading"
      title="Categories by version"
      description="The latest run of each model and prompt version; underlined: below its threshold"
      className="flex-1"
    >
      <QueryView query={query} what="the versions" skeleton={<Skeleton className="mx-4 mb-4 h-52" />}>
        {(scores) => <Heat scores={scores} />}
      </QueryView>
    </Panel>
  );
}

function Heat({ scores }: { scores: OverviewScores }) {
  const { columns, rows } = prepareVersionHeat(scores);
  if (columns.length === 0)
    return <NoRuns latestTs={scores.latest_ts} env={scores.env} className="min-h-52" />;
  return (
    <div
      className="overflow-x-auto pb-3"
      tabIndex={0}
      role="group"
      aria-label="Table of scores by category and version"
    >
      <table className="text-sm">
        <caption className="sr-only">
          Scores by category and version. Thresholds: {scores.thresholds.overall} overall,{' '}
          {scores.thresholds.per_category_min} in each category.
        </caption>
        <thead>
          <tr className="align-bottom">
            <th scope="col" className="sticky left-0 bg-surface pr-3 pl-4 text-left text-xs text-muted">
              <span className="sr-only">Category</span>
            </th>
            {columns.map((column) => (
              <Head key={column.runId} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.name} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ column }: { column: HeatColumn }) {
  return (
    <th scope="col" className="max-w-36 min-w-24 px-1 pb-2 text-left text-xs font-medium">
      <span className="block font-mono wrap-anywhere" title={column.model}>
        {column.model}
      </span>
      <span
        className="block truncate font-mono font-normal text-muted"
        title={column.promptVersion ?? undefined}
      >
        {column.promptVersion ?? 'no prompt version'}
      </span>
      <span className="block font-normal text-muted">
        {column.runs} · <RelativeTime timeMs={column.timeMs} />
      </span>
    </th>
  );
}

function Row({ row }: { row: HeatRow }) {
  return (
    <tr>
      <th
        scope="row"
        className={cn(
          'sticky left-0 bg-surface py-1 pr-3 pl-4 text-left font-normal whitespace-nowrap',
          row.isOverall && 'font-semibold',
        )}
      >
        {row.name}
      </th>
      {row.cells.map(({ runId, heat, label }) => (
        <td key={runId} className="px-1 py-0.5">
          <Link href={`/runs/${runId}`} className="inline-block rounded-sm">
            <HeatCell heat={heat} label={label} />
          </Link>
        </td>
      ))}
    </tr>
  );
}
