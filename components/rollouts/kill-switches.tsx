'use client';

import { Ghost, GitFork, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Banner } from '#components/ui/banner.tsx';
import { Button } from '#components/ui/button.tsx';
import { setKillSwitch } from '#lib/client/rollouts.ts';
import { useRolloutChange } from '#lib/client/use-rollout-change.ts';
import type { KillSwitch, Router } from '#lib/contracts/rollouts.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { useRolloutSettings } from './rollout-settings.tsx';

type Target = KillSwitch['target'];

interface TargetWords {
  icon: LucideIcon;
  name: string;
  on: string;
  off: string;
  kill: string;
  restore: string;
}

const TARGETS: Record<Target, TargetWords> = {
  canary: {
    icon: GitFork,
    name: 'Candidate of a rollout',
    on: 'A rollout’s candidate answers its share of requests.',
    off: 'Production answers every request, whatever a rollout says.',
    kill: 'From the next request on production answers everything. A rollout that runs keeps its state, but its candidate gets no traffic.',
    restore: 'A rollout that runs gives its candidate its share of traffic again.',
  },
  shadow: {
    icon: Ghost,
    name: 'Shadow traffic',
    on: 'A share of prompts is answered by the candidate too, unseen by users.',
    off: 'No prompt goes to the candidate, and nothing is judged.',
    kill: 'No further prompt goes to the candidate, and jobs that wait don’t call it either. Users notice nothing of it.',
    restore: 'New prompts are sampled again. What was left out in between stays left out.',
  },
};

/** What can be switched off at once, also while jobs and database are down. */
export function KillSwitches({ router }: { router: Router }) {
  const [asked, setAsked] = useState<KillSwitch | null>(null);
  const change = useRolloutChange(setKillSwitch, () => setAsked(null));
  const open = (target: Target, isKilled: boolean) => {
    change.reset();
    setAsked({ target, is_killed: isKilled, reason: '' });
  };
  const isUnstored = change.data?.is_stored === false;
  return (
    <div className="flex min-w-0 flex-col border-line max-lg:border-t lg:border-l">
      <h3 className="px-4 pt-3 text-sm font-semibold">Kill switches</h3>
      <ul className="divide-y divide-line">
        <Switch target="canary" isKilled={router.is_canary_killed} onPress={open} />
        <Switch target="shadow" isKilled={router.is_shadow_killed} onPress={open} />
      </ul>
      {isUnstored ? (
        <Banner tone="warning" role="status" className="m-4 mt-0">
          <TriangleAlert aria-hidden="true" />
          <p>It holds on this server. The database can’t be reached: other servers don’t know of it yet.</p>
        </Banner>
      ) : null}
      {asked ? (
        <Question
          asked={asked}
          isPending={change.isPending}
          error={change.error}
          onConfirm={(reason) => change.mutate({ ...asked, reason })}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </div>
  );
}

interface SwitchProps {
  target: Target;
  isKilled: boolean;
  onPress: (target: Target, isKilled: boolean) => void;
}

function Switch({ target, isKilled, onPress }: SwitchProps) {
  const { canWrite } = useRolloutSettings();
  const { icon: Icon, name, on, off } = TARGETS[target];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <Icon aria-hidden="true" className="size-4 shrink-0 self-start text-muted" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          {name} <Badge tone={isKilled ? 'negative' : 'neutral'}>{isKilled ? 'Switched off' : 'On'}</Badge>
        </p>
        <p className="text-sm text-muted">{isKilled ? off : on}</p>
      </div>
      {canWrite ? (
        <Button
          aria-label={`${isKilled ? 'Switch on' : 'Switch off'}: ${name}`}
          onClick={() => onPress(target, !isKilled)}
          className="print:hidden"
        >
          {isKilled ? 'Switch on' : 'Switch off'}
        </Button>
      ) : null}
    </li>
  );
}

interface QuestionProps {
  asked: KillSwitch;
  isPending: boolean;
  error: Error | null;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

function Question({ asked, ...props }: QuestionProps) {
  const { name, kill, restore } = TARGETS[asked.target];
  const verb = asked.is_killed ? 'Switch off' : 'Switch on';
  return (
    <ReasonDialog
      {...props}
      title={`${verb}: ${name.toLowerCase()}?`}
      confirm={verb}
      pending={asked.is_killed ? 'Switching off…' : 'Switching on…'}
      placeholder={asked.is_killed ? 'The candidate answers nonsense' : 'The cause is gone'}
    >
      <p>{asked.is_killed ? kill : restore}</p>
    </ReasonDialog>
  );
}
