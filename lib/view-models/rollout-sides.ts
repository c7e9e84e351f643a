import type { RolloutDetail, RolloutHealth } from '#lib/contracts/rollouts.ts';
import { formatScoreTick, scoreAxis, timeTicks } from './axis.ts';
import { formatLatency, formatScore, formatShare } from './format.ts';
import { endOf } from './rollout-ramp.ts';
import { valueAxis, type ValueAxis, type ValueKind } from './value-axis.ts';

export const SIDE_MEASURES = ['error_rate', 'latency', 'quality'] as const;
export type SideMeasure = (typeof SIDE_MEASURES)[number];

type Arm = RolloutDetail['totals']['canary'];

export interface SidesPoint {
  timeMs: number;
  canary: number | null;
  control: number | null;
  /** Requests, or judged answers, behind the values. */
  canaryN: number;
  controlN: number;
}

/** A line that the candidate shouldn't cross. */
export interface SidesLimit {
  kind: 'comparison' | 'trigger';
  value: number;
  /** Null: all the time; else the window that it was worked out for. */
  fromMs: number | null;
  toMs: number | null;
  label: string;
}

/** Candidate and control in one respect over time. */
export interface SidesChart {
  points: readonly SidesPoint[];
  /** Those within the drawn values. */
  limits: readonly SidesLimit[];
  /** Limits far beyond everything that happened; drawing them would flatten the lines. */
  beyond: readonly SidesLimit[];
  timeDomain: [number, number];
  timeTicks: readonly number[];
  values: ValueAxis;
  format: (value: number) => string;
  unit: string;
  summary: string;
  isEmpty: boolean;
}

interface Measure {
  unit: string;
  format: (value: number) => string;
  of: (arm: Arm) => number | null;
  countOf: (arm: Arm) => number;
  kind: ValueKind | 'score';
}

const MEASURES: Record<SideMeasure, Measure> = {
  error_rate: {
    unit: 'share of requests that failed',
    format: formatShare,
    of: ({ errors, requests }) => (requests === 0 ? null : errors / requests),
    countOf: ({ requests }) => requests,
    kind: 'share',
  },
  latency: {
    unit: '99th percentile of latency',
    format: formatLatency,
    of: ({ p99_ms: p99 }) => p99,
    countOf: ({ requests }) => requests,
    kind: 'latency',
  },
  quality: {
    unit: 'mean judge score, 0 to 1',
    format: formatScore,
    of: ({ mean_score: mean }) => mean,
    countOf: ({ scores }) => scores,
    kind: 'score',
  },
};

/** A limit further away than so many times the largest value is named, not drawn. */
const FAR = 3;

export function prepareSides(rollout: RolloutDetail, measure: SideMeasure): SidesChart {
  const { unit, format, of, countOf, kind } = MEASURES[measure];
  const points = rollout.series.map(({ ts, canary, control }) => ({
    timeMs: Date.parse(ts),
    ...{ canary: of(canary), control: of(control), canaryN: countOf(canary), controlN: countOf(control) },
  }));
  const values = points.flatMap(({ canary, control }) => [canary, control]).filter((value) => value !== null);
  const largest = Math.max(0, ...values);
  const limits = limitsOf(rollout, measure, format);
  const isFar = ({ value }: SidesLimit) =>
    kind !== 'score' && values.length > 0 && value > FAR * largest && largest > 0;
  const drawn = limits.filter((limit) => !isFar(limit));
  const fromMs = Date.parse(rollout.created_at);
  const toMs = Math.max(endOf(rollout), fromMs + 60_000);
  return {
    ...{ points: withGaps(points), unit, format, limits: drawn, beyond: limits.filter(isFar) },
    timeDomain: [Math.min(fromMs, points[0]?.timeMs ?? fromMs), toMs],
    timeTicks: timeTicks(fromMs, toMs),
    values: axisOf([...values, ...drawn.map(({ value }) => value)], kind),
    summary: summaryOf(rollout, measure, limits),
    isEmpty: values.length === 0,
  };
}

function axisOf(values: readonly number[], kind: Measure['kind']): ValueAxis {
  if (kind !== 'score') return valueAxis(values, kind);
  const axis = scoreAxis(values);
  return { ...axis, format: (score) => formatScoreTick(score, axis) };
}

/** Points come for times with requests only: a line across the others would tell of what never was. */
function withGaps(points: readonly SidesPoint[]): SidesPoint[] {
  const steps = points.slice(1).map(({ timeMs }, index) => timeMs - (points[index]?.timeMs ?? timeMs));
  const stepMs = Math.min(...steps);
  return points.flatMap((point, index) => {
    const isGap = index > 0 && (steps[index - 1] ?? 0) > 1.5 * stepMs;
    const timeMs = point.timeMs - stepMs;
    return isGap ? [{ timeMs, canary: null, control: null, canaryN: 0, controlN: 0 }, point] : [point];
  });
}

/** The comparison's limit holds for the window that it was worked out for; a trigger's all the time. */
function limitsOf(rollout: RolloutDetail, measure: SideMeasure, format: Measure['format']): SidesLimit[] {
  const health = rollout.health ?? lastHealth(rollout);
  const check = health?.checks.find(({ metric }) => metric === measure);
  const trigger = triggerLimit(rollout, measure);
  const limits: SidesLimit[] = [];
  if (health && check && check.limit !== null)
    limits.push({
      kind: 'comparison',
      value: check.limit,
      ...{ fromMs: Date.parse(health.from), toMs: Date.parse(health.at) },
      label: `limit against control ${format(check.limit)}`,
    });
  if (trigger !== null)
    limits.push({
      kind: 'trigger',
      value: trigger,
      ...{ fromMs: null, toMs: null },
      label: `taken back ${measure === 'quality' ? 'below' : 'above'} ${format(trigger)}`,
    });
  return limits;
}

function triggerLimit({ plan: { triggers } }: RolloutDetail, measure: SideMeasure): number | null {
  if (measure === 'latency') return triggers.latency?.p99_ms ?? null;
  return triggers[measure]?.limit ?? null;
}

function lastHealth({ events }: RolloutDetail): RolloutHealth | null {
  return events.findLast(({ health }) => health !== null)?.health ?? null;
}

function summaryOf(rollout: RolloutDetail, measure: SideMeasure, limits: readonly SidesLimit[]): string {
  const { of, format, unit } = MEASURES[measure];
  const { canary, control } = rollout.totals;
  const say = (value: number | null) => (value === null ? 'unknown' : format(value));
  return [
    `Over the whole rollout, ${unit}: candidate ${say(of(canary))}, control ${say(of(control))}.`,
    ...limits.map(({ label }) => `${label.charAt(0).toUpperCase()}${label.slice(1)}.`),
  ].join(' ');
}
