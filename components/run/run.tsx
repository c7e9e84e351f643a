'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryView } from '#components/ui/query-view.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { runQuery } from '#lib/client/runs.ts';
import { NoSuchRun } from './no-such-run.tsx';
import { RunReport } from './run-report.tsx';
import { RunSkeleton } from './run-skeleton.tsx';

/** One run, live while it is under way. */
export function Run({ id }: { id: string }) {
  const query = useQuery(runQuery(id));
  if (query.error instanceof ApiError && query.error.status === 404) return <NoSuchRun />;
  return (
    <QueryView query={query} what="the run" skeleton={<RunSkeleton />}>
      {(run) => <RunReport run={run} />}
    </QueryView>
  );
}
