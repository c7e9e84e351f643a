import type { RolloutDetail } from '#lib/contracts/rollouts.ts';
import { formatPercentage, stepOf } from './rollout-row.ts';
import { formatDuration } from './time.ts';

const MINUTE_MS = 60_000;

/** How far the present step is, and what follows it. */
export interface RolloutProgress {
  /** `step 2 of 10`. */
  step: string;
  percentage: string;
  /** Of the bake time; 1 when it is over and evidence is waited for. */
  share: number;
  /** `12 min of 30 min baked`. */
  words: string;
  /** What happens when the bake time is over. */
  next: string;
  steps: readonly { percentage: string; state: 'done' | 'now' | 'ahead' }[];
  /** `42 min of at most 48 h`, pauses not counted. */
  elapsed: string;
}

export function prepareRolloutProgress(rollout: RolloutDetail): RolloutProgress {
  const { plan, step, steps, baked_minutes: baked, elapsed_minutes: elapsed } = rollout;
  const following = steps[step + 1];
  const target = following === undefined ? 'the promotion' : `${formatPercentage(following)} of traffic`;
  const isOver = baked >= plan.bake_minutes;
  return {
    step: stepOf(rollout),
    percentage: formatPercentage(rollout.percentage),
    share: Math.min(1, baked / plan.bake_minutes),
    words: isOver
      ? `The bake time of ${length(plan.bake_minutes)} is over; this step may go on until ${length(plan.max_bake_minutes)}`
      : `${length(baked)} of ${length(plan.bake_minutes)} baked`,
    next: nextOf(rollout, isOver, target),
    steps: steps.map((share, index) => ({
      percentage: formatPercentage(share),
      state: index < step ? 'done' : index === step ? 'now' : 'ahead',
    })),
    elapsed: `${length(elapsed)} of at most ${length(plan.max_duration_minutes)}`,
  };
}

function nextOf({ status, plan }: RolloutDetail, isOver: boolean, target: string): string {
  if (status === 'paused') return `Paused: the bake time stands still. After it comes ${target}.`;
  if (!isOver) return `Then, if it is healthy: ${target}.`;
  return `As soon as it is shown to be healthy: ${target}. Undecided after ${length(plan.max_bake_minutes)}: back to production.`;
}

const length = (minutes: number): string => formatDuration(minutes * MINUTE_MS);
