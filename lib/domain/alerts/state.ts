/** What an alert is, by the latest observations. */
export const ALERT_STATUSES = ['ok', 'pending', 'firing', 'no_data'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** Everything that is remembered about one rule and one key, such as a category. Times are milliseconds since 1970. */
export interface AlertState {
  status: AlertStatus;
  /** When this status began; null before the first value: no data yet. */
  sinceMs: number | null;
  /** Whether people were told that it fires, and not yet that it ended. */
  isTold: boolean;
  lastNotifiedMs: number | null;
  /** For how long the value has been on the wrong side without a break, as far as checks have seen. */
  breachMs: number;
  /** For how long a firing alert has had no data. */
  silentMs: number;
  /** The check before. */
  lastSeenMs: number | null;
}

export const NEW_ALERT_STATE: AlertState = {
  status: 'ok',
  sinceMs: null,
  isTold: false,
  lastNotifiedMs: null,
  breachMs: 0,
  silentMs: 0,
  lastSeenMs: null,
};

/** How a rule judges values, and how often it may speak. Durations are milliseconds. */
export interface AlertTiming {
  /** Which side of the threshold is wrong; the threshold itself is right. */
  comparison: 'above' | 'below';
  threshold: number;
  /** A firing alert ends only this far on the right side of the threshold; >= 0, in the value's unit. */
  hysteresis: number;
  /** The value must be wrong for so long before it fires; 0 fires at once. */
  forMs: number;
  /** Least time between two notifications about the same key. */
  cooldownMs: number;
  /** A firing alert is told again after so long (never within the cooldown); null never. */
  renotifyMs: number | null;
  /** A firing alert without data for so long is over, with a word about it. */
  staleMs: number;
}

/** What a check found; null when there are too few data to say. */
export interface Observation {
  value: number | null;
}

export type AlertEventKind = 'pending' | 'firing' | 'renotify' | 'resolved' | 'no_data' | 'ok';

/** Why an event was told, or not. */
export type AlertReason =
  | 'due'
  /** Held back before, and the cause of that is over. */
  | 'released'
  | 'cooldown'
  | 'quiet_hours'
  /** The value has to stay wrong for longer. */
  | 'not_sustained'
  /** People were told of it before, and haven't been told of an end. */
  | 'already_told'
  /** Nobody was told of the alert, so nobody is told of its end. */
  | 'never_told';

/** One line of an alert's history. */
export interface AlertEvent {
  kind: AlertEventKind;
  from: AlertStatus;
  to: AlertStatus;
  /** `held_back`: will be told as soon as its reason is over, if it is still true then. */
  outcome: 'sent' | 'held_back' | 'not_sent';
  reason: AlertReason;
}
