import type { HealthReport } from './health-report.ts';
import { stepsOf, type RolloutPlan } from './plan.ts';
import type {
  RolloutCause,
  RolloutCommand,
  RolloutEvent,
  RolloutEventKind,
  RolloutState,
  RolloutStatus,
} from './state.ts';

const MINUTE_MS = 60_000;
/** A longer pause between two checks (a stopped process, a database away, a clock that jumped) doesn't count as seen. */
const LONGEST_GAP_MS = MINUTE_MS;

export interface Transition {
  state: RolloutState;
  /** At most one line of history; null when nothing changed that people should know. */
  event: RolloutEvent | null;
  /** Why a command can't be carried out in this state; then nothing changed. */
  refusal: string | null;
}

/** A rollout at its first step, with its first line of history. */
export function startRollout(plan: RolloutPlan, nowMs: number, reason: string): Transition {
  const percentage = stepsOf(plan)[0] ?? plan.initial_percentage;
  const state: RolloutState = {
    ...{ status: 'running', step: 0, percentage, stepStartedMs: nowMs, bakedMs: 0, elapsedMs: 0 },
    ...{ lastSeenMs: nowMs, isExtended: false, flags: [] },
  };
  return {
    state,
    refusal: null,
    event: {
      ...{ kind: 'started', cause: 'by_hand', from: null, to: 'running', reason, firstBadMs: null },
      ...{ percentageBefore: 0, percentageAfter: percentage },
    },
  };
}

/**
 * The next state of a rollout. Total: any state, any command, any clock. A check moves it by at most one step, and the same
 * check again moves nothing that it moved already.
 *
 * @param nowMs milliseconds since 1970; an earlier one than before is a clock that was set back, and counts no time
 */
export function transition(
  plan: RolloutPlan,
  state: RolloutState,
  command: RolloutCommand,
  nowMs: number,
): Transition {
  if (command.kind === 'check') return check(plan, state, command.report, nowMs);
  const refusal = refusalOf(state.status, command.kind);
  if (refusal !== null) return { state, event: null, refusal };
  const { reason } = command;
  switch (command.kind) {
    case 'pause':
      return move(seen(state, nowMs), 'paused', { to: 'paused', cause: 'by_hand', reason });
    case 'resume':
      // The pause's time is nobody's.
      return move({ ...state, lastSeenMs: nowMs }, 'resumed', { to: 'running', cause: 'by_hand', reason });
    case 'abort':
      return move(state, 'aborted', { to: 'aborted', cause: 'by_hand', reason, percentage: 0 });
    case 'promote':
      return move(state, 'promoted', { to: 'promoted', cause: 'by_hand', reason, percentage: 100 });
  }
}

function refusalOf(status: RolloutStatus, kind: 'pause' | 'resume' | 'abort' | 'promote'): string | null {
  if (status !== 'running' && status !== 'paused') return `the rollout has ended (${status})`;
  if (kind === 'pause' && status === 'paused') return 'the rollout is paused already';
  if (kind === 'resume' && status === 'running') return 'the rollout is running already';
  return null;
}

function check(plan: RolloutPlan, before: RolloutState, report: HealthReport, nowMs: number): Transition {
  if (before.status !== 'running' && before.status !== 'paused') return unchanged(before);
  const state = seen(before, nowMs);
  // Trouble ends a paused rollout too: its candidate is in traffic all the same.
  const trigger = report.triggers.find(({ isFiring }) => isFiring);
  if (trigger) return rollBack(state, trigger.name, trigger.reason, trigger.firstBadMs);
  if (report.verdict === 'unhealthy') return rollBack(state, 'unhealthy', report.reason, null);
  const flag = report.flags.find(({ name }) => !state.flags.includes(name));
  if (flag)
    return move({ ...state, flags: [...state.flags, flag.name] }, 'flagged', {
      ...{ to: state.status, cause: flag.name, reason: flag.reason },
    });
  if (state.status === 'paused') return unchanged(state);
  if (state.elapsedMs >= plan.max_duration_minutes * MINUTE_MS)
    return rollBack(state, 'too_long', `It took longer than ${plan.max_duration_minutes} min.`, null);
  if (report.sampleRatio?.isMismatch === true && !state.flags.includes('sample_ratio'))
    return move({ ...state, flags: [...state.flags, 'sample_ratio'] }, 'paused', {
      ...{ to: 'paused', cause: 'sample_ratio', reason: mismatch(report.sampleRatio) },
    });
  if (state.bakedMs < plan.bake_minutes * MINUTE_MS) return unchanged(state);
  if (report.verdict === 'healthy') return advance(plan, state, report.reason, nowMs);
  if (state.bakedMs >= plan.max_bake_minutes * MINUTE_MS)
    return rollBack(
      state,
      'not_enough_data',
      `Still undecided after ${plan.max_bake_minutes} min. ${report.reason}`,
      null,
    );
  if (state.isExtended) return unchanged(state);
  return move({ ...state, isExtended: true }, 'extended', {
    to: 'running',
    cause: 'not_enough_data',
    reason: `This step goes on, up to ${plan.max_bake_minutes} min. ${report.reason}`,
  });
}

function mismatch({ canary, control, planned, pValue }: NonNullable<HealthReport['sampleRatio']>): string {
  return (
    `${canary} of ${canary + control} users got the candidate, and ${(planned * 100).toFixed(1)}% were planned ` +
    `(p = ${pValue.toPrecision(2)}): the sides can't be compared until somebody knows why.`
  );
}

/** Time since the last check counts as baked while the rollout runs, and never more than a minute of it. */
function seen(state: RolloutState, nowMs: number): RolloutState {
  const gapMs =
    state.status === 'running' ? Math.min(Math.max(nowMs - state.lastSeenMs, 0), LONGEST_GAP_MS) : 0;
  return {
    ...state,
    bakedMs: state.bakedMs + gapMs,
    elapsedMs: state.elapsedMs + gapMs,
    lastSeenMs: nowMs,
  };
}

function advance(plan: RolloutPlan, state: RolloutState, reason: string, nowMs: number): Transition {
  const percentage = stepsOf(plan)[state.step + 1];
  if (percentage === undefined)
    return move(state, 'promoted', { to: 'promoted', cause: 'healthy', reason, percentage: 100 });
  const next = { ...state, step: state.step + 1, stepStartedMs: nowMs, bakedMs: 0, isExtended: false };
  return move({ ...next, flags: [] }, 'advanced', {
    ...{ to: 'running', cause: 'healthy', reason, percentage },
  });
}

function rollBack(
  state: RolloutState,
  cause: RolloutCause,
  reason: string,
  firstBadMs: number | null,
): Transition {
  return move(state, 'rolled_back', { to: 'rolled_back', cause, reason, percentage: 0, firstBadMs });
}

interface Change {
  to: RolloutStatus;
  cause: RolloutCause;
  reason: string;
  /** Unchanged without it. */
  percentage?: number;
  firstBadMs?: number | null;
}

function move(state: RolloutState, kind: RolloutEventKind, change: Change): Transition {
  const { to, cause, reason, percentage = state.percentage, firstBadMs = null } = change;
  return {
    state: { ...state, status: to, percentage },
    refusal: null,
    event: {
      ...{ kind, cause, from: state.status, to, reason, firstBadMs },
      ...{ percentageBefore: state.percentage, percentageAfter: percentage },
    },
  };
}

const unchanged = (state: RolloutState): Transition => ({ state, event: null, refusal: null });
