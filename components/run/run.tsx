'use client';

import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { runQuery } from '#lib/client/runs.ts';
import { RunReport } from './run-report.tsx';
import { RunSkeleton } from './run-skeleton.tsx';

/** One run, live while it is under way. */
export function Run({ id }: { id: string }) {
  const query = useQuery(runQuery(id));
  if (query.error instanceof ApiError && query.error.status === 404) {
    return (
      <EmptyState icon={SearchX} title="There is no such run" className="min-h-96">
        <p>The address may be mistyped.</p>
        <Button asChild className="mt-3">
          <Link href="/runs">See all runs</Link>
        </Button>
      </EmptyState>
    );
  }
  return (
    <QueryView query={query} what="the run" skeleton={<RunSkeleton />}>
      {(run) => <RunReport run={run} />}
    </QueryView>
  );
}
