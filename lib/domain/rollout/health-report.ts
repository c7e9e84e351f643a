import type { LatencySketch } from '../telemetry/latency-sketch.ts';
import type { RolloutFlag } from './flags.ts';

/** What one side of a rollout did in one minute. Requests that their caller gave up are left out. */
export interface ArmMinute {
  /** Start of the minute, milliseconds since 1970. */
  minuteMs: number;
  requests: number;
  /** Ended with an error or ran out of time. */
  errors: number;
  /** Of those that were answered. */
  latency: LatencySketch;
  /** Judged answers, scores in [0, 1]. */
  scores: { n: number; sum: number; squares: number };
  feedback: { n: number; negative: number };
  /** When the first failing request began, and the first that was slower than the latency trigger's limit. */
  firstErrorMs: number | null;
  firstSlowMs: number | null;
}

/** What a check of health looks at. */
export interface HealthInput {
  nowMs: number;
  /** Since the rollout began, ascending; minutes without requests may be missing. */
  canary: readonly ArmMinute[];
  control: readonly ArmMinute[];
  /**
   * Different users (sessions, requests without either) of this step on either side: what the hash decides about. Null
   * where they weren't counted this time.
   */
  units: { canary: number; control: number } | null;
}

export type ComparedMetric = 'error_rate' | 'latency' | 'quality';

/** The candidate against control over the step: `unclear` is over the limit without being proven so. */
export interface HealthCheck {
  metric: ComparedMetric;
  /** Shares and scores in [0, 1], latencies in milliseconds; null without data. */
  canary: number | null;
  control: number | null;
  canaryN: number;
  controlN: number;
  /** Bounds of the candidate's value that hold at every look; null for latency, which has `slowShare`. */
  canaryInterval: { low: number; high: number } | null;
  controlInterval: { low: number; high: number } | null;
  /** What the candidate's value may be at most (at least, for quality); null without data of control. */
  limit: number | null;
  verdict: 'good' | 'bad' | 'unclear' | 'not_enough_data';
  reason: string;
}

export type TriggerName = 'broken' | 'error_rate' | 'latency' | 'quality';

/** A condition that takes the candidate back whatever control does. */
export interface TriggerReading {
  name: TriggerName;
  /** Null without enough data. */
  value: number | null;
  limit: number;
  /** Requests or scores behind the value. */
  n: number;
  windowMinutes: number | null;
  isFiring: boolean;
  firstBadMs: number | null;
  reason: string;
}

export interface HealthReport {
  atMs: number;
  /** Start of the compared window. */
  fromMs: number;
  checks: readonly HealthCheck[];
  triggers: readonly TriggerReading[];
  /** Probability bound, in (0, 1], of such a split of users by chance; null when not counted. */
  sampleRatio: {
    canary: number;
    control: number;
    planned: number;
    pValue: number;
    isMismatch: boolean;
  } | null;
  flags: readonly { name: RolloutFlag; reason: string }[];
  /** What all checks say together. */
  verdict: 'healthy' | 'unhealthy' | 'not_enough_data';
  reason: string;
}
