'use client';

import Link from 'next/link';
import { SimulatedBadge } from '#components/runs/run-marks.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import { useOpenRow } from '#lib/client/use-open-row.ts';
import type { VerdictSummary } from '#lib/contracts/verdicts.ts';
import { formatDelta, formatScore } from '#lib/view-models/format.ts';
import { hasOrigin, Origin } from './origin.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

interface VerdictsTableProps {
  verdicts: readonly VerdictSummary[];
  /** What is shown belongs to the last question. */
  isOld: boolean;
}

/** Verdicts as a table; narrow screens keep the columns that matter most. */
export function VerdictsTable({ verdicts, isOld }: VerdictsTableProps) {
  return (
    <table
      aria-labelledby="verdicts-heading"
      aria-busy={isOld}
      className={cn('w-full table-fixed text-sm transition-opacity', isOld && 'opacity-60')}
    >
      <thead className="border-y border-line">
        <tr>
          <HeadCell className="hidden w-32 sm:table-cell">Verdict</HeadCell>
          <HeadCell className="w-2/5 max-sm:pl-4 sm:w-1/4">Run</HeadCell>
          <HeadCell>Why</HeadCell>
          <HeadCell className="hidden w-28 text-right md:table-cell">Overall</HeadCell>
          <HeadCell className="hidden w-48 xl:table-cell">Comes from</HeadCell>
          <HeadCell className="hidden w-36 text-right lg:table-cell">When</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {verdicts.map((verdict) => (
          <Row key={verdict.id} verdict={verdict} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ verdict }: { verdict: VerdictSummary }) {
  const href = `/runs/${verdict.run_id}/verdict`;
  const open = useOpenRow(href);
  const [reason, ...others] = verdict.reasons;
  const when = <RelativeTime timeMs={Date.parse(verdict.created_at)} />;
  return (
    <tr onClick={open} className="cursor-pointer transition-colors hover:bg-raised/60">
      <Cell className="hidden align-top sm:table-cell">
        <VerdictBadge verdict={verdict.verdict} />
      </Cell>
      <Cell className="align-top max-sm:pl-4">
        <div className="mb-1 sm:hidden">
          <VerdictBadge verdict={verdict.verdict} />
        </div>
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={href}
            className="min-w-0 rounded-xs font-medium wrap-anywhere sm:truncate"
            title={verdict.model}
          >
            {verdict.model}
          </Link>
          {verdict.is_simulated ? <SimulatedBadge /> : null}
        </div>
        <p className="mt-0.5 truncate text-xs text-muted" title={verdict.baseline_model ?? undefined}>
          {verdict.baseline_model === null ? 'without a baseline' : `against ${verdict.baseline_model}`}
        </p>
        <p className="mt-0.5 text-xs text-muted lg:hidden">{when}</p>
      </Cell>
      <Cell className="align-top">
        <p className="line-clamp-2 wrap-anywhere">{reason}</p>
        {others.length === 0 ? null : <p className="text-xs text-muted">and {others.length} more</p>}
        {hasOrigin(verdict) ? <Origin of={verdict} className="mt-0.5 text-xs text-muted xl:hidden" /> : null}
      </Cell>
      <Cell className="hidden text-right align-top tabular-nums md:table-cell">
        <span className="font-medium">{formatScore(verdict.overall)}</span>
        {verdict.overall_delta === null ? null : (
          <span className="block text-xs text-muted">{formatDelta(verdict.overall_delta)}</span>
        )}
      </Cell>
      <Cell className="hidden align-top text-muted xl:table-cell">
        {hasOrigin(verdict) ? <Origin of={verdict} /> : '–'}
      </Cell>
      <Cell className="hidden text-right align-top text-muted lg:table-cell">
        {when}
        <span className="block truncate text-xs" title={verdict.created_by}>
          {verdict.created_by}
        </span>
      </Cell>
    </tr>
  );
}
