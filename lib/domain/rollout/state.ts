import type { RolloutFlag } from './flags.ts';
import type { HealthReport } from './health-report.ts';

/** `running` and `paused` have the candidate in traffic; the others are ends. */
export const ROLLOUT_STATUSES = ['running', 'paused', 'promoted', 'rolled_back', 'aborted'] as const;
export type RolloutStatus = (typeof ROLLOUT_STATUSES)[number];

/** Everything that a rollout remembers between two checks. Times are milliseconds since 1970. */
export interface RolloutState {
  status: RolloutStatus;
  /** Index into the plan's steps. */
  step: number;
  /** The candidate's share of traffic in percent; 0 after a rollback or an abort, 100 after a promotion. */
  percentage: number;
  /** Health is judged on what happened since. */
  stepStartedMs: number;
  /** For how long this step has run, as far as checks have seen; pauses don't count. */
  bakedMs: number;
  /** The same of the whole rollout. */
  elapsedMs: number;
  lastSeenMs: number;
  /** Whether it is in the history already that this step goes on for want of evidence. */
  isExtended: boolean;
  /** Flags that a person was told of in this step. */
  flags: readonly RolloutFlag[];
}

export const ROLLOUT_EVENT_KINDS = [
  'started',
  'advanced',
  'extended',
  'flagged',
  'paused',
  'resumed',
  'promoted',
  'rolled_back',
  'aborted',
] as const;
export type RolloutEventKind = (typeof ROLLOUT_EVENT_KINDS)[number];

/** Why a rollout moved on its own, or `by_hand`. */
export const ROLLOUT_CAUSES = [
  'by_hand',
  'healthy',
  'unhealthy',
  'not_enough_data',
  'too_long',
  'broken',
  'error_rate',
  'latency',
  'quality',
  'sample_ratio',
  'negative_feedback',
] as const;
export type RolloutCause = (typeof ROLLOUT_CAUSES)[number];

/** One line of a rollout's history. */
export interface RolloutEvent {
  kind: RolloutEventKind;
  cause: RolloutCause;
  from: RolloutStatus | null;
  to: RolloutStatus;
  percentageBefore: number;
  percentageAfter: number;
  /** A sentence for people. */
  reason: string;
  /** When the trouble that ended it began, as seen in its traffic; null where there was none. */
  firstBadMs: number | null;
}

/** What may happen to a rollout. */
export type RolloutCommand =
  | { kind: 'check'; report: HealthReport }
  | { kind: 'pause' | 'resume' | 'abort' | 'promote'; reason: string };
