'use client';

import { CircleCheck, CirclePause, CirclePlay, CircleSlash, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useRolloutSettings } from '#components/rollouts/rollout-settings.tsx';
import { Button } from '#components/ui/button.tsx';
import type { RolloutCommandName } from '#lib/client/rollouts.ts';
import type { RolloutDetail } from '#lib/contracts/rollouts.ts';
import { isActive } from '#lib/view-models/rollout-status.ts';
import { CommandDialog } from './command-dialog.tsx';

const BUTTONS: readonly { command: RolloutCommandName; icon: LucideIcon; label: string }[] = [
  { command: 'pause', icon: CirclePause, label: 'Pause' },
  { command: 'resume', icon: CirclePlay, label: 'Resume' },
  { command: 'abort', icon: CircleSlash, label: 'Abort' },
  { command: 'promote', icon: CircleCheck, label: 'Promote now' },
];

/** What can be done with an active rollout, by those who may. */
export function RolloutActions({ rollout }: { rollout: RolloutDetail }) {
  const { canWrite } = useRolloutSettings();
  const [asked, setAsked] = useState<RolloutCommandName | null>(null);
  if (!canWrite) return null;
  const hidden = rollout.status === 'paused' ? 'pause' : 'resume';
  return (
    <>
      {isActive(rollout) ? (
        <div className="flex flex-wrap gap-2 print:hidden">
          {BUTTONS.filter(({ command }) => command !== hidden).map(({ command, icon: Icon, label }) => (
            // One takes the other's place under the same fingers: the focus stays on it.
            <Button key={command === 'resume' ? 'pause' : command} onClick={() => setAsked(command)}>
              <Icon aria-hidden="true" />
              {label}
            </Button>
          ))}
        </div>
      ) : null}
      {/* Outside of the buttons: it says what happened when the rollout ends under somebody's hands. */}
      {asked ? <CommandDialog rollout={rollout} command={asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}
