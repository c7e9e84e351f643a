'use client';

import { useQuery } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { NoSuchRun } from '#components/run/no-such-run.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { runVerdictQuery } from '#lib/client/gate.ts';
import { runQuery } from '#lib/client/runs.ts';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { isUnderWay } from '#lib/view-models/run-status.ts';
import { JudgeButton } from './verdict-actions.tsx';
import { VerdictHeader } from './verdict-header.tsx';
import { VerdictReport } from './verdict-report.tsx';

/** A run's latest verdict with everything that it was made of. */
export function VerdictView({ runId }: { runId: string }) {
  const run = useQuery(runQuery(runId));
  const verdict = useQuery(runVerdictQuery(runId));
  if (run.error instanceof ApiError && run.error.status === 404) return <NoSuchRun />;
  return (
    <QueryView query={run} what="the run" skeleton={<VerdictSkeleton />}>
      {(known) => (
        <QueryView query={verdict} what="the verdict" skeleton={<VerdictSkeleton />}>
          {(found) =>
            found === null ? <NoVerdict run={known} /> : <VerdictReport run={known} verdict={found} />
          }
        </QueryView>
      )}
    </QueryView>
  );
}

/** Nobody has asked yet, or there is nothing to judge. */
function NoVerdict({ run }: { run: RunDetail }) {
  const isJudgeable = run.state === 'finished';
  return (
    <div className="flex flex-col gap-4">
      <VerdictHeader run={run} verdict={null} />
      <div className="rounded-lg border border-line bg-surface">
        <EmptyState icon={Scale} title="This run has not been judged" className="min-h-64">
          {isJudgeable ? (
            <>
              <p>
                The quality gate compares its scores with the baseline’s and says whether it may go on. Runs
                that CI sends are judged as they arrive.
              </p>
              <div className="mt-4 flex flex-wrap justify-center gap-2">
                <JudgeButton runId={run.id} label="Judge this run" />
              </div>
            </>
          ) : (
            <p>
              {isUnderWay(run)
                ? 'It is still under way: there is a verdict as soon as it has scores.'
                : 'It ended without scores, so there is nothing to judge.'}
            </p>
          )}
        </EmptyState>
      </div>
    </div>
  );
}

function VerdictSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-2 pb-1">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-7 w-64" />
      </div>
      <Skeleton className="h-52 w-full rounded-lg" />
      <Skeleton className="h-96 w-full rounded-lg" />
    </div>
  );
}
