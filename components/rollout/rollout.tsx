'use client';

import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { rolloutQuery } from '#lib/client/rollouts.ts';
import { RolloutReport } from './rollout-report.tsx';

/** One rollout, live while its candidate is in traffic. */
export function Rollout({ id }: { id: string }) {
  const query = useQuery(rolloutQuery(id));
  if (query.error instanceof ApiError && query.error.status === 404) return <NoSuchRollout />;
  return (
    <QueryView query={query} what="the rollout" skeleton={<ReportSkeleton />}>
      {(rollout) => <RolloutReport rollout={rollout} />}
    </QueryView>
  );
}

function NoSuchRollout() {
  return (
    <EmptyState icon={SearchX} title="There is no such rollout" className="min-h-96">
      <p>The address may be mistyped.</p>
      <Button asChild className="mt-3">
        <Link href="/rollouts">See all rollouts</Link>
      </Button>
    </EmptyState>
  );
}

function ReportSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-14 w-96 max-w-full" />
      <Skeleton className="h-24 w-full rounded-lg" />
      <Skeleton className="h-80 w-full rounded-lg" />
      <div className="grid gap-4 lg:grid-cols-3">
        <Skeleton className="h-72 rounded-lg" />
        <Skeleton className="h-72 rounded-lg" />
        <Skeleton className="h-72 rounded-lg" />
      </div>
    </div>
  );
}
