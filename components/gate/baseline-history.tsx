'use client';

import Link from 'next/link';
import { PromoteButton } from '#components/run/promote-button.tsx';
import { BaselineBadge, SimulatedBadge } from '#components/runs/run-marks.tsx';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import type { Baseline } from '#lib/contracts/verdicts.ts';
import { baselineChanges } from '#lib/view-models/baseline-history.ts';
import { formatDelta, formatScore } from '#lib/view-models/format.ts';

/** So many leave room for the verdicts below. */
const FIRST = 5;

interface BaselineHistoryProps {
  /** The latest promotion first. */
  baselines: readonly Baseline[];
  canWrite: boolean;
  /** All of them, not only the latest. */
  isOpen: boolean;
  onOpen: () => void;
}

/** Promotions: which run, when and by whom, and what it scored. */
export function BaselineHistory({ baselines, canWrite, isOpen, onOpen }: BaselineHistoryProps) {
  const changes = baselineChanges(baselines);
  const shown = isOpen ? baselines : baselines.slice(0, FIRST);
  return (
    <>
      <table aria-labelledby="baseline-heading" className="w-full table-fixed text-sm">
        <thead className="border-y border-line">
          <tr>
            <HeadCell>Run</HeadCell>
            <HeadCell className="w-24 text-right max-sm:pr-4">Overall</HeadCell>
            <HeadCell className="hidden w-24 text-right lg:table-cell">Change</HeadCell>
            <HeadCell className="hidden w-40 sm:table-cell">Promoted</HeadCell>
            {canWrite ? (
              <HeadCell className="hidden w-44 sm:table-cell">
                <span className="sr-only">Action</span>
              </HeadCell>
            ) : null}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {shown.map((baseline, index) => (
            <Row key={baseline.id} baseline={baseline} change={changes[index] ?? null} canWrite={canWrite} />
          ))}
        </tbody>
      </table>
      {shown.length < baselines.length ? (
        <div className="flex justify-center border-t border-line p-3 print:hidden">
          <Button onClick={onOpen}>Show earlier baselines</Button>
        </div>
      ) : null}
    </>
  );
}

interface RowProps {
  baseline: Baseline;
  change: number | null;
  canWrite: boolean;
}

function Row({ baseline, change, canWrite }: RowProps) {
  const { run, is_current: isCurrent } = baseline;
  const isAgain = canWrite && !isCurrent && !run.is_baseline;
  const promoted = (
    <>
      <RelativeTime timeMs={Date.parse(baseline.promoted_at)} />
      <span className="block truncate text-xs" title={baseline.promoted_by}>
        by <bdi>{baseline.promoted_by}</bdi>
      </span>
    </>
  );
  const action = isAgain ? <PromoteButton run={run} label="Promote again" variant="secondary" /> : null;
  return (
    <tr className={cn('transition-colors hover:bg-raised/60', isCurrent && 'bg-raised/50')}>
      <Cell>
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={`/runs/${run.id}`}
            className="min-w-0 truncate rounded-xs font-medium hover:underline"
            title={run.model}
          >
            {run.model}
          </Link>
          {isCurrent ? <BaselineBadge /> : null}
          {run.is_simulated ? <SimulatedBadge /> : null}
        </div>
        <div className="mt-0.5 text-xs text-muted">
          {run.prompt_version === null ? null : `prompt ${run.prompt_version} · `}
          <span className="font-mono">{run.id.slice(-8)}</span>
        </div>
        <div className="mt-1 text-muted sm:hidden">{promoted}</div>
        {action ? <div className="mt-2 sm:hidden print:hidden">{action}</div> : null}
      </Cell>
      <Cell className="text-right font-medium tabular-nums max-sm:pr-4">{formatScore(run.overall)}</Cell>
      <Cell className="hidden text-right text-muted tabular-nums lg:table-cell">{formatDelta(change)}</Cell>
      <Cell className="hidden text-muted sm:table-cell">{promoted}</Cell>
      {canWrite ? <Cell className="hidden text-right sm:table-cell print:hidden">{action}</Cell> : null}
    </tr>
  );
}
