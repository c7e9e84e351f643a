'use client';

import Link from 'next/link';
import { HeatCell } from '#components/charts/heat-cell.tsx';
import { UnitMeter } from '#components/charts/unit-meter.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell } from '#components/ui/table.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { cn } from '#lib/client/cn.ts';
import { useOpenRow } from '#lib/client/use-open-row.ts';
import type { RunSummary } from '#lib/contracts/runs.ts';
import type { RunRow } from '#lib/view-models/run-row.ts';
import { isUnderWay } from '#lib/view-models/run-status.ts';
import { RowProgress } from './row-progress.tsx';
import { BaselineBadge, SimulatedBadge, Tag } from './run-marks.tsx';
import { useRunSettings } from './run-settings.tsx';
import { RunStatusBadge } from './run-status-badge.tsx';
import { SelectCell } from './select-cell.tsx';
import type { SelectedRuns } from './use-selected-runs.ts';

const MOST_TAGS = 4;

interface RunsTableRowProps {
  run: RunSummary;
  row: RunRow;
  selected: SelectedRuns;
}

/** One run. Its name is a link, so that the keyboard, a new tab and a copied address work as usual. */
export function RunsTableRow({ run, row, selected }: RunsTableRowProps) {
  const href = `/runs/${run.id}`;
  const open = useOpenRow(href);
  return (
    <tr onClick={open} className="cursor-pointer transition-colors hover:bg-raised/60">
      <SelectCell run={run} name={`${row.model}, ${row.shortId}`} selected={selected} />
      <Cell>
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={href} className="min-w-0 truncate rounded-xs font-medium">
            {row.model}
          </Link>
          {run.is_baseline ? <BaselineBadge /> : null}
          {run.is_simulated ? <SimulatedBadge /> : null}
        </div>
        <div className="mt-1 flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
          {row.promptVersion === null ? null : <span>prompt {row.promptVersion}</span>}
          <span className="font-mono">{row.shortId}</span>
          <span className="lg:hidden">
            <RelativeTime timeMs={row.createdMs} />
          </span>
          {row.tags.slice(0, MOST_TAGS).map(([name, value]) => (
            <Tag key={name} name={name} value={value} />
          ))}
          {row.tags.length > MOST_TAGS ? <span>+{row.tags.length - MOST_TAGS}</span> : null}
        </div>
        <div className="mt-1.5 flex flex-col items-start gap-2 md:hidden">
          <span className="sm:hidden">
            <RunStatusBadge status={row.status} />
          </span>
          {run.state === 'finished' ? <Categories row={row} /> : <InsteadOfScores run={run} row={row} />}
        </div>
      </Cell>
      <Cell className="hidden sm:table-cell">
        <RunStatusBadge status={row.status} />
      </Cell>
      {run.state === 'finished' ? (
        <Scores row={row} isVoid={row.status.kind === 'void'} />
      ) : (
        <>
          <Cell className="text-muted max-sm:pr-4 md:hidden">{row.overallText}</Cell>
          <Cell colSpan={2} className="hidden md:table-cell">
            <InsteadOfScores run={run} row={row} />
          </Cell>
        </>
      )}
      <Cell className="hidden text-right tabular-nums xl:table-cell">
        <RequiredChecks failed={row.requiredFailed} />
      </Cell>
      <Cell className="hidden text-right tabular-nums xl:table-cell">
        <Tooltip text={row.sizeWords}>
          <span>{row.size}</span>
        </Tooltip>
      </Cell>
      <Cell className="hidden text-right tabular-nums lg:table-cell">
        <Tooltip text={row.costWords}>
          <span>{row.cost}</span>
        </Tooltip>
      </Cell>
      <Cell className="hidden text-right text-muted lg:table-cell">
        <RelativeTime timeMs={row.createdMs} />
        <span className="block truncate text-xs">{run.created_by}</span>
      </Cell>
    </tr>
  );
}

/** How far the run is, or why there never will be figures. */
function InsteadOfScores({ run, row }: { run: RunSummary; row: RunRow }) {
  if (isUnderWay(run)) return <RowProgress row={row} />;
  const { reasons, meaning } = row.status;
  return <p className="line-clamp-2 text-sm wrap-anywhere text-muted">{reasons[0] ?? meaning}</p>;
}

function Categories({ row }: { row: RunRow }) {
  return (
    <div className="flex flex-wrap gap-0.5">
      {row.categories.map(({ column, heat }) => (
        <HeatCell key={column.id} heat={heat} label={column.name} />
      ))}
    </div>
  );
}

function Scores({ row, isVoid }: { row: RunRow; isVoid: boolean }) {
  const { thresholds } = useRunSettings();
  return (
    <>
      <Cell className="max-sm:pr-4">
        <div className="flex flex-col gap-1 xl:flex-row xl:items-center xl:gap-2.5">
          <span className={cn('w-11 font-medium tabular-nums', isVoid && 'text-muted line-through')}>
            {row.overallText}
          </span>
          <UnitMeter
            score={isVoid ? null : row.overall}
            threshold={thresholds.overall}
            className="w-20 xl:w-auto xl:flex-1"
          />
        </div>
      </Cell>
      <Cell className="hidden md:table-cell">
        <Categories row={row} />
      </Cell>
    </>
  );
}

function RequiredChecks({ failed }: { failed: number | null }) {
  if (failed === null) return <span className="text-muted">–</span>;
  if (failed === 0) return <span className="text-positive">passed</span>;
  return <span className="font-medium text-negative">{failed} failed</span>;
}
