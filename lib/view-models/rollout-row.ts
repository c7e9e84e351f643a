import type { Rollout } from '#lib/contracts/rollouts.ts';
import { formatCountOf } from './format.ts';
import { candidateName, controlName, isActive } from './rollout-status.ts';
import { formatDuration } from './time.ts';

const NONE = '–';

/** A rollout as a row of the list. */
export interface RolloutRow {
  name: string;
  against: string;
  /** The candidate's share of traffic now; after the end: none of it, or all. */
  percentage: string;
  /** `step 2 of 10`; null once it has ended. */
  step: string | null;
  /** From its start to its end or, while it lasts, to now. */
  duration: string;
  /** From the first bad request to the rollback. */
  timeToRollback: string;
  requests: string;
  startedMs: number;
  startedBy: string;
}

/** @param nowMs milliseconds since 1970 */
export function prepareRolloutRow(rollout: Rollout, nowMs: number): RolloutRow {
  const startedMs = Date.parse(rollout.created_at);
  const endMs = rollout.ended_at === null ? nowMs : Date.parse(rollout.ended_at);
  return {
    name: candidateName(rollout.candidate),
    against: controlName(rollout),
    percentage: formatPercentage(rollout.percentage),
    step: isActive(rollout) ? stepOf(rollout) : null,
    duration: formatDuration(Math.max(0, endMs - startedMs)),
    timeToRollback: timeToRollback(rollout),
    requests: formatCountOf(rollout.canary_requests, 'request'),
    startedMs,
    startedBy: rollout.created_by.name,
  };
}

/** `step 2 of 10`. */
export function stepOf({ step, steps }: Pick<Rollout, 'step' | 'steps'>): string {
  return `step ${Math.min(step + 1, steps.length)} of ${steps.length}`;
}

/** A share of traffic in percent, as a plan says it: no more digits than it has. */
export function formatPercentage(percentage: number): string {
  return `${Number(percentage.toFixed(2))}%`;
}

/** How long bad answers went on; a dash where nothing was rolled back, or no request could be blamed. */
function timeToRollback({ time_to_rollback_ms: lengthMs }: Pick<Rollout, 'time_to_rollback_ms'>): string {
  return lengthMs === null ? NONE : formatDuration(lengthMs);
}
