'use client';

import { useQuery } from '@tanstack/react-query';
import { Anchor } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { currentBaselineQuery } from '#lib/client/gate.ts';
import { promoteRun } from '#lib/client/runs.ts';
import type { RunSummary } from '#lib/contracts/runs.ts';
import type { Baseline } from '#lib/contracts/verdicts.ts';
import { promotionEffect } from '#lib/view-models/baseline-history.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { useRunChange } from './use-run-change.ts';

interface PromoteButtonProps {
  run: RunSummary;
  label?: string;
  variant?: 'primary' | 'secondary';
}

/** Makes a run the baseline, after a question that says what that changes. */
export function PromoteButton({ run, label = 'Promote', variant = 'primary' }: PromoteButtonProps) {
  const [isAsking, setIsAsking] = useState(false);
  const change = useRunChange(
    run.id,
    () => promoteRun(run.id),
    () => setIsAsking(false),
  );
  return (
    <>
      <Button variant={variant} onClick={() => setIsAsking(true)}>
        <Anchor aria-hidden="true" />
        {label}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title="Promote this run to production?"
        confirm={change.isPending ? 'Promoting…' : 'Promote'}
        error={change.error}
        onConfirm={() => (change.isPending ? undefined : change.mutate(undefined))}
      >
        <p>
          It becomes the baseline: from now on the quality gate compares new runs with the scores of{' '}
          <strong className="font-medium wrap-anywhere text-text">{run.model}</strong> in this run, and it is
          tagged <code className="font-mono text-xs">env=production</code>.
        </p>
        <Replaced run={run} />
        {run.quality === 'degraded' ? (
          <p className="mt-2 text-warning">The run is degraded: what it lacks can’t be compared later.</p>
        ) : null}
        {run.is_simulated ? (
          <p className="mt-2 text-warning">The simulator answered in this run, not a model.</p>
        ) : null}
      </ConfirmDialog>
    </>
  );
}

/** The baseline that steps back. */
function Replaced({ run }: { run: RunSummary }) {
  const query = useQuery(currentBaselineQuery());
  return (
    <div className="mt-2">
      <QueryView query={query} what="the baseline of now" skeleton={<Skeleton className="h-10 w-full" />}>
        {(current) => <Effect run={run} current={current} />}
      </QueryView>
    </div>
  );
}

function Effect({ run, current }: { run: RunSummary; current: Baseline | null }) {
  const { replaced, isIncomparable } = promotionEffect(run, current);
  if (replaced === null || current === null) return <p>There is no baseline yet.</p>;
  return (
    <>
      <p>
        It replaces <strong className="font-medium wrap-anywhere text-text">{replaced.model}</strong> (run{' '}
        <span className="font-mono text-xs">{replaced.id.slice(-8)}</span>, overall {replaced.overall},{' '}
        {replaced.examples}), promoted <RelativeTime timeMs={Date.parse(current.promoted_at)} /> by{' '}
        <bdi>{current.promoted_by}</bdi>. Verdicts that were given stay as they are.
      </p>
      {isIncomparable ? (
        <p className="mt-2 text-warning">
          Its signature is another one: runs that were made like the present baseline can’t be compared with
          it.
        </p>
      ) : null}
    </>
  );
}
