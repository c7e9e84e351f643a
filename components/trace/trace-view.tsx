'use client';

import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { traceQuery } from '#lib/client/traces.ts';
import { TraceReport } from './trace-report.tsx';

/** One trace with its spans. */
export function TraceView({ id }: { id: string }) {
  const query = useQuery(traceQuery(id));
  const status = query.error instanceof ApiError ? query.error.status : null;
  if (status === 404 || status === 422) return <NoSuchTrace />;
  return (
    <QueryView query={query} what="the trace" skeleton={<TraceSkeleton />}>
      {(trace) => <TraceReport trace={trace} />}
    </QueryView>
  );
}

function NoSuchTrace() {
  return (
    <EmptyState icon={SearchX} title="There is no such trace" className="min-h-96">
      <p>The address may be mistyped, its spans may not have come yet, or they are past the retention.</p>
      <Button asChild className="mt-3">
        <Link href="/traces">See all traces</Link>
      </Button>
    </EmptyState>
  );
}

function TraceSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-2 pb-1">
        <Skeleton className="h-4 w-32" />
        <Skeleton className="h-7 w-64" />
        <Skeleton className="h-4 w-80 max-w-full" />
      </div>
      <Skeleton className="h-18 w-full rounded-lg" />
      <Skeleton className="h-96 w-full rounded-lg" />
    </div>
  );
}
