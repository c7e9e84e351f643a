'use client';

import { CircleStop, Download } from 'lucide-react';
import { useState } from 'react';
import { useRunSettings } from '#components/runs/run-settings.tsx';
import { Button } from '#components/ui/button.tsx';
import { cancelRun, scoresUrl } from '#lib/client/runs.ts';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { isUnderWay } from '#lib/view-models/run-status.ts';
import { CompareMenu } from './compare-menu.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { PromoteButton } from './promote-button.tsx';
import { useRunChange } from './use-run-change.ts';

const SCORES_FILE = 'scores.json';

/** What can be done with a run, by those who may. */
export function RunActions({ run }: { run: RunDetail }) {
  const { canWrite } = useRunSettings();
  const hasFile = run.state === 'finished';
  const canPromote = run.state === 'finished' && run.quality !== 'void' && !run.is_baseline;
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      {hasFile ? <CompareMenu run={run} /> : null}
      {hasFile ? (
        <Button asChild>
          <a href={scoresUrl(run.id)} download={`scores-${run.id.slice(-8)}.json`}>
            <Download aria-hidden="true" />
            {SCORES_FILE}
          </a>
        </Button>
      ) : null}
      {canWrite && isUnderWay(run) ? <CancelButton run={run} /> : null}
      {canWrite && canPromote ? <PromoteButton run={run} /> : null}
    </div>
  );
}

function CancelButton({ run }: { run: RunDetail }) {
  const [isAsking, setIsAsking] = useState(false);
  const change = useRunChange(
    run.id,
    () => cancelRun(run.id),
    () => setIsAsking(false),
  );
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>
        <CircleStop aria-hidden="true" />
        Cancel run
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title="Cancel this run?"
        confirm={change.isPending ? 'Cancelling…' : 'Cancel run'}
        dismiss="Let it run"
        error={change.error}
        onConfirm={() => (change.isPending ? undefined : change.mutate(undefined))}
      >
        <p>Calls under way are ended. What was answered so far was paid for and stays in the cache.</p>
      </ConfirmDialog>
    </>
  );
}
