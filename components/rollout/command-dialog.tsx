'use client';

import { History } from 'lucide-react';
import { useState } from 'react';
import { ReasonDialog } from '#components/rollouts/reason-dialog.tsx';
import { Banner } from '#components/ui/banner.tsx';
import { Button } from '#components/ui/button.tsx';
import { commandRollout, type RolloutCommandName } from '#lib/client/rollouts.ts';
import { useRolloutChange } from '#lib/client/use-rollout-change.ts';
import type { RolloutDetail } from '#lib/contracts/rollouts.ts';
import { commandWords } from '#lib/view-models/rollout-commands.ts';
import { formatPercentage } from '#lib/view-models/rollout-row.ts';
import { isActive, rolloutStatusWords } from '#lib/view-models/rollout-status.ts';

interface CommandDialogProps {
  rollout: RolloutDetail;
  command: RolloutCommandName;
  onClose: () => void;
}

/** Asks for the reason of a command. Nobody decides on what they haven't seen: a rollout that moved on meanwhile is shown first. */
export function CommandDialog({ rollout, command, onClose }: CommandDialogProps) {
  const [seenVersion, setSeenVersion] = useState(rollout.version);
  const change = useRolloutChange(
    (reason: string) => commandRollout(rollout.id, command, { reason, version: seenVersion }),
    onClose,
  );
  const words = commandWords(command, rollout);
  const hasMoved = rollout.version !== seenVersion;
  const look = () => {
    change.reset();
    setSeenVersion(rollout.version);
  };
  return (
    <ReasonDialog
      title={words.title}
      confirm={words.confirm}
      pending={words.pending}
      placeholder={words.placeholder}
      isPending={change.isPending}
      error={change.error}
      obstacle={hasMoved && !change.isPending ? <Moved rollout={rollout} onSeen={look} /> : null}
      onConfirm={change.mutate}
      onClose={onClose}
    >
      <p>{words.effect}</p>
    </ReasonDialog>
  );
}

function Moved({ rollout, onSeen }: { rollout: RolloutDetail; onSeen: () => void }) {
  const { label } = rolloutStatusWords(rollout.status);
  return (
    <Banner tone="warning" role="alert">
      <History aria-hidden="true" />
      <div className="min-w-0">
        <p>
          <strong className="font-semibold">The rollout has moved on since you opened this.</strong> Now:{' '}
          {label.toLowerCase()} at {formatPercentage(rollout.percentage)}.
        </p>
        <p dir="auto" className="wrap-anywhere">
          {rollout.reason}
        </p>
        {isActive(rollout) ? (
          <Button className="mt-2" onClick={onSeen}>
            I have seen it, go on
          </Button>
        ) : null}
      </div>
    </Banner>
  );
}
