'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronRight, Scale } from 'lucide-react';
import Link from 'next/link';
import { Origin, hasOrigin } from '#components/gate/origin.tsx';
import { VERDICT_LOOKS } from '#components/gate/verdict-badge.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { LoadingNote, Skeleton } from '#components/ui/skeleton.tsx';
import { cn } from '#lib/client/cn.ts';
import { latestVerdictQuery } from '#lib/client/gate.ts';
import type { VerdictSummary } from '#lib/contracts/verdicts.ts';
import { prepareVerdictStatus } from '#lib/view-models/verdict-status.ts';

/** What the quality gate said last, whatever the stretch of time, and where to read why. */
export function GateFigure({ className }: { className?: string }) {
  const { data: verdict, error } = useQuery(latestVerdictQuery(null));
  return (
    <div className={cn('min-w-0 bg-surface px-4 py-3.5', className)}>
      <dt className="flex min-h-5 items-center justify-between gap-2 text-sm text-muted">
        Quality gate
        <Link
          href={verdict ? `/runs/${verdict.run_id}/verdict` : '/gate'}
          className="inline-flex items-center rounded-xs font-medium text-text hover:underline"
        >
          {verdict ? 'See why' : 'Open the gate'}
          <ChevronRight aria-hidden="true" className="size-3.5" />
        </Link>
      </dt>
      {verdict ? <Latest verdict={verdict} /> : null}
      {verdict === null ? <None /> : null}
      {verdict === undefined && error ? (
        <dd className="mt-1 text-sm wrap-anywhere text-negative">{error.message}</dd>
      ) : null}
      {verdict === undefined && !error ? (
        <dd>
          <LoadingNote what="the latest verdict" />
          <Skeleton className="mt-3 mb-2 h-6 w-28" />
          <Skeleton className="mt-2 h-3 w-48" />
        </dd>
      ) : null}
    </div>
  );
}

function Latest({ verdict }: { verdict: VerdictSummary }) {
  const { label } = prepareVerdictStatus(verdict.verdict);
  const { icon: Icon, color } = VERDICT_LOOKS[verdict.verdict];
  return (
    <>
      <dd className={cn('mt-1 flex items-center gap-2 text-figure font-semibold tracking-tight', color)}>
        <Icon aria-hidden="true" className="size-6" />
        {label}
      </dd>
      <dd className="mt-0.5 flex min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-muted">
        <RelativeTime timeMs={Date.parse(verdict.created_at)} />
        <span className="max-w-full truncate" title={verdict.model}>
          {verdict.model}
        </span>
        {hasOrigin(verdict) ? <Origin of={verdict} /> : null}
      </dd>
    </>
  );
}

function None() {
  return (
    <>
      <dd className="mt-1 flex items-center gap-2 text-figure font-semibold tracking-tight text-muted">
        <Scale aria-hidden="true" className="size-6" />
        No verdict yet
      </dd>
      <dd className="mt-0.5 text-xs text-muted">
        CI sends its runs with <code className="font-mono">lrg gate</code>; a finished run can be judged on
        its page.
      </dd>
    </>
  );
}
