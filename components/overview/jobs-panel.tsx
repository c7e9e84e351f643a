'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, LoaderCircle, RotateCw } from 'lucide-react';
import Link from 'next/link';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { cn } from '#lib/client/cn.ts';
import { jobsQuery } from '#lib/client/queries.ts';
import type { Jobs } from '#lib/contracts/jobs.ts';
import { prepareJobHealth } from '#lib/view-models/job-health.ts';
import { DeadLetters } from './dead-letters.tsx';

const LOOKS = {
  well: { icon: CircleCheck, color: 'text-positive' },
  working: { icon: LoaderCircle, color: 'text-accent' },
  retrying: { icon: RotateCw, color: 'text-warning' },
  failed: { icon: CircleX, color: 'text-negative' },
};

/** The health of the background jobs. */
export function JobsPanel() {
  const query = useQuery(jobsQuery());
  return (
    <Panel
      id="jobs-heading"
      title="Background jobs"
      description="Shadow evaluations and their retries, all time"
    >
      <QueryView query={query} what="the jobs" skeleton={<JobsSkeleton />}>
        {(jobs) => <JobHealth jobs={jobs} />}
      </QueryView>
    </Panel>
  );
}

function JobHealth({ jobs }: { jobs: Jobs }) {
  const health = prepareJobHealth(jobs);
  const { icon: Icon, color } = LOOKS[health.tone];
  return (
    <div className="flex flex-1 flex-col">
      <div className="flex gap-2.5 px-4 pb-3">
        <Icon aria-hidden="true" className={cn('mt-0.5 size-4.5 shrink-0', color)} />
        <div>
          <p className="font-medium">{health.title}</p>
          <p className="text-sm text-muted">{health.detail}</p>
        </div>
      </div>
      {jobs.shadow_stopped === null ? null : (
        <p className="mx-4 mb-3 rounded-md bg-negative-tint px-3 py-2 text-sm">
          <strong className="font-semibold">Shadow traffic is stopped.</strong> {jobs.shadow_stopped}{' '}
          <Link href="/costs" className="text-accent underline underline-offset-2">
            Costs
          </Link>
        </p>
      )}
      <dl className="border-t border-line px-4 py-2 text-sm">
        {health.counts.map(({ label, value, isZero }) => (
          <div key={label} className="flex justify-between py-1">
            <dt className="text-muted">{label}</dt>
            <dd className={cn('tabular-nums', isZero ? 'text-muted' : 'font-medium')}>{value}</dd>
          </div>
        ))}
      </dl>
      {jobs.dead_letters.length > 0 ? <DeadLetters letters={jobs.dead_letters} /> : null}
    </div>
  );
}

function JobsSkeleton() {
  return (
    <div className="flex flex-col gap-3 px-4 pb-4">
      <Skeleton className="h-9 w-48" />
      {['w-full', 'w-full', 'w-full', 'w-full', 'w-full'].map((width, index) => (
        <Skeleton key={index} className={cn('h-4', width)} />
      ))}
    </div>
  );
}
