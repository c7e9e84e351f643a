'use client';

import Link from 'next/link';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import { useOpenRow } from '#lib/client/use-open-row.ts';
import { useNow } from '#lib/client/use-now.ts';
import type { Rollout } from '#lib/contracts/rollouts.ts';
import { prepareRolloutRow } from '#lib/view-models/rollout-row.ts';
import { RolloutStatusBadge } from './rollout-status-badge.tsx';

interface RolloutsTableProps {
  rollouts: readonly Rollout[];
  /** What is shown belongs to the last question. */
  isOld: boolean;
}

/** Rollouts as a table; narrow screens keep the columns that matter most. */
export function RolloutsTable({ rollouts, isOld }: RolloutsTableProps) {
  return (
    <table
      aria-labelledby="rollouts-heading"
      aria-busy={isOld}
      className={cn('w-full table-fixed text-sm transition-opacity', isOld && 'opacity-60')}
    >
      <thead className="border-y border-line">
        <tr>
          <HeadCell className="hidden w-32 sm:table-cell">Status</HeadCell>
          <HeadCell className="max-sm:pl-4">Candidate</HeadCell>
          <HeadCell className="w-24 text-right max-sm:pr-4">Share</HeadCell>
          <HeadCell className="hidden w-28 text-right md:table-cell">Duration</HeadCell>
          <HeadCell className="hidden w-32 text-right lg:table-cell">Time to rollback</HeadCell>
          <HeadCell className="hidden w-32 text-right md:table-cell">Requests hit</HeadCell>
          <HeadCell className="hidden w-44 text-right xl:table-cell">Started</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rollouts.map((rollout) => (
          <Row key={rollout.id} rollout={rollout} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ rollout }: { rollout: Rollout }) {
  const row = prepareRolloutRow(rollout, useNow());
  const href = `/rollouts/${rollout.id}`;
  const open = useOpenRow(href);
  const started = <RelativeTime timeMs={row.startedMs} />;
  return (
    <tr onClick={open} className="cursor-pointer transition-colors hover:bg-raised/60">
      <Cell className="hidden align-top sm:table-cell">
        <RolloutStatusBadge status={rollout.status} />
      </Cell>
      <Cell className="align-top max-sm:pl-4">
        <div className="mb-1 sm:hidden">
          <RolloutStatusBadge status={rollout.status} />
        </div>
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
          <Link href={href} className="min-w-0 rounded-xs font-medium wrap-anywhere hover:underline">
            {row.name}
          </Link>
          <span className="text-xs wrap-anywhere text-muted">against {row.against}</span>
        </p>
        <p dir="auto" className="mt-0.5 line-clamp-2 text-xs wrap-anywhere text-muted">
          {rollout.reason}
        </p>
        <p className="mt-0.5 text-xs text-muted xl:hidden">
          {started} by <bdi>{row.startedBy}</bdi>
        </p>
        <p className="mt-0.5 text-xs text-muted tabular-nums md:hidden">
          {row.duration} · {row.requests}
          {rollout.time_to_rollback_ms === null ? null : ` · back after ${row.timeToRollback}`}
        </p>
      </Cell>
      <Cell className="text-right align-top tabular-nums max-sm:pr-4">
        <span className="font-medium">{row.percentage}</span>
        {row.step === null ? null : <span className="block text-xs text-muted">{row.step}</span>}
      </Cell>
      <Cell className="hidden text-right align-top tabular-nums md:table-cell">{row.duration}</Cell>
      <Cell className="hidden text-right align-top tabular-nums lg:table-cell">{row.timeToRollback}</Cell>
      <Cell className="hidden text-right align-top tabular-nums md:table-cell">{row.requests}</Cell>
      <Cell className="hidden text-right align-top text-muted xl:table-cell">
        {started}
        <span className="block truncate text-xs" title={row.startedBy}>
          by <bdi>{row.startedBy}</bdi>
        </span>
      </Cell>
    </tr>
  );
}
