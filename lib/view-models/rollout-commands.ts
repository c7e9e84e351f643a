import type { Rollout } from '#lib/contracts/rollouts.ts';
import { formatPercentage } from './rollout-row.ts';
import { candidateName, controlName } from './rollout-status.ts';

type CommandName = 'pause' | 'resume' | 'abort' | 'promote';

/** What a dialog says before a command is given. */
export interface CommandWords {
  title: string;
  confirm: string;
  pending: string;
  /** What it does to traffic. */
  effect: string;
  placeholder: string;
}

export function commandWords(
  command: CommandName,
  rollout: Pick<Rollout, 'candidate' | 'control' | 'percentage'>,
): CommandWords {
  const share = formatPercentage(rollout.percentage);
  switch (command) {
    case 'pause':
      return {
        ...{ title: 'Pause this rollout?', confirm: 'Pause', pending: 'Pausing…' },
        effect: `The candidate keeps its ${share} of traffic, and no further step is taken. Trouble still takes it back by itself.`,
        placeholder: 'Something looks odd in support',
      };
    case 'resume':
      return {
        ...{ title: 'Resume this rollout?', confirm: 'Resume', pending: 'Resuming…' },
        effect: `The step at ${share} goes on where it stopped; the next one comes when it has baked and is healthy.`,
        placeholder: 'It was something else',
      };
    case 'abort':
      return {
        ...{ title: 'Abort this rollout?', confirm: 'Abort', pending: 'Aborting…' },
        effect: `From the next request on ${controlName(rollout)} answers everything. The rollout ends and can’t be resumed; a new one can be started.`,
        placeholder: 'Not this week',
      };
    case 'promote':
      return {
        ...{ title: 'Promote the candidate now?', confirm: 'Promote', pending: 'Promoting…' },
        effect: `${candidateName(rollout.candidate)} answers all of production’s traffic from the next request on. The remaining steps and their checks are skipped.`,
        placeholder: 'Everything looks good, and the old model ends today',
      };
  }
}
