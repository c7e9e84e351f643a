import type {
  AlertEvent,
  AlertEventKind,
  AlertState,
  AlertStatus,
  AlertTiming,
  Observation,
} from './state.ts';

/** A longer pause between two checks (a stopped process, a clock that jumped) doesn't count as seen. */
const LONGEST_STEP_MS = 10 * 60_000;

/**
 * The next state of an alert and what belongs in its history, at most one event. Total: any state, any observation and any
 * clock are allowed.
 *
 * Two questions are kept apart: what is true (`status`), and what people were told (`isTold`). A notification goes out
 * when the two differ and nothing forbids it, so what was held back by the cooldown or by quiet hours is told later if it
 * is still true, and never told if it isn't. Two notifications are at least the cooldown apart, whatever they say.
 *
 * @param nowMs milliseconds since 1970; an earlier one than before is taken as a clock that was set back
 * @param isQuiet whether quiet hours hold notifications back now
 */
export function transition(
  state: AlertState,
  observation: Observation,
  timing: AlertTiming,
  nowMs: number,
  isQuiet = false,
): { state: AlertState; event: AlertEvent | null } {
  const seen = observe(state, observation, timing, nowMs);
  const status = nextStatus(state, observation, timing, seen);
  const hasChanged = status !== state.status;
  const next: AlertState = { ...seen, status, sinceMs: sinceOf(state, observation, hasChanged, nowMs) };
  const wanted = wantedNotice(next, timing, nowMs);
  if (wanted === null) {
    const isNews = hasChanged && !isBeginning(state, status);
    return { state: next, event: isNews ? silentEvent(state, status) : null };
  }
  const obstacle = obstacleTo(next, timing, nowMs, isQuiet);
  const change = { kind: wanted, from: state.status, to: status };
  if (obstacle === null) {
    return {
      state: { ...next, isTold: status === 'firing', lastNotifiedMs: nowMs },
      event: {
        ...change,
        outcome: 'sent',
        reason: hasChanged || wanted === 'renotify' ? 'due' : 'released',
      },
    };
  }
  return {
    state: next,
    event: hasChanged ? { ...change, outcome: 'held_back', reason: obstacle } : null,
  };
}

/** An alert that never had a value has no beginning to its silence. */
function sinceOf(
  { sinceMs }: AlertState,
  { value }: Observation,
  hasChanged: boolean,
  nowMs: number,
): number | null {
  if (sinceMs === null) return value === null ? null : nowMs;
  return hasChanged ? nowMs : Math.min(sinceMs, nowMs);
}

/** Before the first value nothing can have changed, and a first one on the right side changes nothing for anybody. */
function isBeginning({ sinceMs }: AlertState, to: AlertStatus): boolean {
  return sinceMs === null && (to === 'no_data' || to === 'ok');
}

/** The state after the time since the last check was counted; a clock that was set back starts its waits anew. */
function observe(state: AlertState, { value }: Observation, timing: AlertTiming, nowMs: number): AlertState {
  const stepMs = Math.min(Math.max(nowMs - (state.lastSeenMs ?? nowMs), 0), LONGEST_STEP_MS);
  const wasWrong = state.status === 'pending' || state.status === 'firing';
  const isWrong = value !== null && side(value, timing) === 'wrong';
  return {
    ...state,
    lastSeenMs: nowMs,
    lastNotifiedMs: state.lastNotifiedMs === null ? null : Math.min(state.lastNotifiedMs, nowMs),
    breachMs: isWrong && wasWrong ? state.breachMs + stepMs : 0,
    silentMs: value === null && state.status === 'firing' ? state.silentMs + stepMs : 0,
  };
}

function nextStatus(
  { status }: AlertState,
  { value }: Observation,
  timing: AlertTiming,
  seen: AlertState,
): AlertStatus {
  if (value === null) {
    const isKept = status === 'firing' && seen.silentMs < timing.staleMs;
    return isKept ? 'firing' : 'no_data';
  }
  const at = side(value, timing);
  if (status === 'firing') return at === 'right' ? 'ok' : 'firing';
  if (at !== 'wrong') return 'ok';
  return seen.breachMs >= timing.forMs ? 'firing' : 'pending';
}

/** `between` is right for an alert that doesn't fire, and not right enough for one that does. */
function side(
  value: number,
  { comparison, threshold, hysteresis }: AlertTiming,
): 'wrong' | 'between' | 'right' {
  // Noise of floating point never decides.
  const slack = 1e-9 * Math.max(1, Math.abs(threshold));
  const excess = comparison === 'above' ? value - threshold : threshold - value;
  if (!(excess <= slack)) return 'wrong';
  return excess <= slack - hysteresis ? 'right' : 'between';
}

function wantedNotice(
  { status, isTold, lastNotifiedMs }: AlertState,
  { renotifyMs }: AlertTiming,
  nowMs: number,
): AlertEventKind | null {
  if (status !== 'firing') {
    if (!isTold) return null;
    return status === 'no_data' ? 'no_data' : 'resolved';
  }
  if (!isTold) return 'firing';
  const isDue = renotifyMs !== null && nowMs - (lastNotifiedMs ?? -Infinity) >= renotifyMs;
  return isDue ? 'renotify' : null;
}

function obstacleTo(
  { lastNotifiedMs }: AlertState,
  { cooldownMs }: AlertTiming,
  nowMs: number,
  isQuiet: boolean,
): 'quiet_hours' | 'cooldown' | null {
  if (isQuiet) return 'quiet_hours';
  return lastNotifiedMs !== null && nowMs - lastNotifiedMs < cooldownMs ? 'cooldown' : null;
}

/** The status changed, and there is nobody to tell. */
function silentEvent({ status: from }: AlertState, to: AlertStatus): AlertEvent {
  const kinds: Record<AlertStatus, AlertEventKind> = {
    ok: from === 'firing' ? 'resolved' : 'ok',
    pending: 'pending',
    firing: 'firing',
    no_data: 'no_data',
  };
  const reason = to === 'pending' ? 'not_sustained' : to === 'firing' ? 'already_told' : 'never_told';
  return { kind: kinds[to], from, to, outcome: 'not_sent', reason };
}
