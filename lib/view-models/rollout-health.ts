import type { RolloutHealth } from '#lib/contracts/rollouts.ts';
import { formatCount, formatCountOf, formatLatency, formatScore, formatShare } from './format.ts';
import { formatDuration } from './time.ts';

type Check = RolloutHealth['checks'][number];
type Trigger = RolloutHealth['triggers'][number];

export type HealthTone = 'positive' | 'negative' | 'warning' | 'neutral';

/** The candidate against control in one respect. */
export interface HealthCheckRow {
  metric: string;
  canary: string;
  /** Bounds that hold at every look; null where there are none. */
  canaryInterval: string | null;
  canaryN: string;
  control: string;
  controlInterval: string | null;
  controlN: string;
  /** `at most 3.2%`. */
  limit: string;
  verdict: string;
  tone: HealthTone;
  reason: string;
}

/** One condition that takes a candidate back, whatever control does. */
export interface TriggerRow {
  name: string;
  value: string;
  limit: string;
  n: string;
  window: string;
  isFiring: boolean;
  reason: string;
}

export interface HealthView {
  title: string;
  tone: HealthTone;
  reason: string;
  atMs: number;
  /** How long the compared window is. */
  window: string;
  checks: readonly HealthCheckRow[];
  triggers: readonly TriggerRow[];
  sampleRatio: { text: string; isMismatch: boolean } | null;
  flags: readonly string[];
}

const VERDICTS: Record<RolloutHealth['verdict'], { title: string; tone: HealthTone }> = {
  healthy: { title: 'Healthy', tone: 'positive' },
  unhealthy: { title: 'Worse than control', tone: 'negative' },
  not_enough_data: { title: 'Not enough evidence yet', tone: 'neutral' },
};

const CHECK_VERDICTS: Record<Check['verdict'], { verdict: string; tone: HealthTone }> = {
  good: { verdict: 'Good', tone: 'positive' },
  bad: { verdict: 'Bad', tone: 'negative' },
  unclear: { verdict: 'Unclear', tone: 'warning' },
  not_enough_data: { verdict: 'Not enough data', tone: 'neutral' },
};

const METRICS = {
  error_rate: { name: 'Error rate', format: share, bound: 'at most', noun: 'request' },
  latency: { name: 'Latency, 99th percentile', format: formatLatency, bound: 'at most', noun: 'request' },
  quality: {
    name: 'Quality, mean of the judge',
    format: formatScore,
    bound: 'at least',
    noun: 'judged answer',
  },
} as const;

const TRIGGER_NAMES: Record<Trigger['name'], string> = {
  broken: 'Broken: errors beyond chance',
  error_rate: 'Error rate, sustained',
  latency: 'Latency, sustained',
  quality: 'Quality, sustained',
};

/** A check of a rollout's health in words and figures. */
export function prepareRolloutHealth(health: RolloutHealth): HealthView {
  const { sample_ratio: ratio } = health;
  return {
    ...VERDICTS[health.verdict],
    reason: health.reason,
    atMs: Date.parse(health.at),
    window: formatDuration(Math.max(0, Date.parse(health.at) - Date.parse(health.from))),
    checks: health.checks.map(checkRow),
    triggers: health.triggers.map(triggerRow),
    sampleRatio: ratio && {
      isMismatch: ratio.is_mismatch,
      text:
        `${formatCount(ratio.canary)} of ${formatCountOf(ratio.canary + ratio.control, 'user')} of this step got the candidate; ` +
        `${formatShare(ratio.planned)} were planned (p ${probability(ratio.p_value)}).`,
    },
    flags: health.flags.map(({ reason }) => reason),
  };
}

function checkRow(check: Check): HealthCheckRow {
  const { name, format, bound, noun } = METRICS[check.metric];
  const between = (interval: Check['canary_interval']) =>
    interval && `${format(interval.low)} to ${format(interval.high)}`;
  return {
    metric: name,
    canary: format(check.canary),
    canaryInterval: check.canary_n === 0 ? null : between(check.canary_interval),
    canaryN: formatCountOf(check.canary_n, noun),
    control: format(check.control),
    controlInterval: check.control_n === 0 ? null : between(check.control_interval),
    controlN: formatCountOf(check.control_n, noun),
    limit: check.limit === null ? '–' : `${bound} ${format(check.limit)}`,
    ...CHECK_VERDICTS[check.verdict],
    reason: check.reason,
  };
}

function triggerRow(trigger: Trigger): TriggerRow {
  const metric = trigger.name === 'broken' ? 'error_rate' : trigger.name;
  const { format, noun } = METRICS[metric];
  return {
    name: TRIGGER_NAMES[trigger.name],
    value: format(trigger.value),
    limit: `${metric === 'quality' ? 'below' : 'above'} ${format(trigger.limit)}`,
    n: formatCountOf(trigger.n, noun),
    window: trigger.window_minutes === null ? 'this step' : formatDuration(trigger.window_minutes * 60_000),
    isFiring: trigger.is_firing,
    reason: trigger.reason,
  };
}

function share(value: number | null): string {
  return value === null ? '–' : formatShare(value);
}

function probability(value: number): string {
  return value < 0.001 ? '< 0.001' : `= ${value.toFixed(value < 0.1 ? 3 : 2)}`;
}
