import type { RolloutDetail } from '#lib/contracts/rollouts.ts';
import { timeTicks } from './axis.ts';
import { prepareRolloutEvent, type EventTone } from './rollout-events.ts';
import { formatPercentage } from './rollout-row.ts';
import { isActive } from './rollout-status.ts';

/** The candidate's share of traffic over time, as stairs. */
export interface RolloutRamp {
  /** Each share holds until the next point. */
  points: readonly { timeMs: number; percentage: number }[];
  /** What happened, at the share it led to; numbered as in the history. */
  marks: readonly RampMark[];
  /** Stretches in which it was paused. */
  pauses: readonly { fromMs: number; toMs: number }[];
  timeDomain: [number, number];
  timeTicks: readonly number[];
  summary: string;
}

export interface RampMark {
  version: number;
  timeMs: number;
  percentage: number;
  label: string;
  tone: EventTone;
}

/** A chart of no width can't be drawn. */
const LEAST_MS = 60_000;

/** The stairs up to the end or, while it lasts, to the latest that the server said. */
export function prepareRamp(rollout: RolloutDetail): RolloutRamp {
  const lines = rollout.events.map((event) => ({
    ...prepareRolloutEvent(event),
    percentage: event.percentage_after,
  }));
  const fromMs = Date.parse(rollout.created_at);
  const toMs = Math.max(endOf(rollout), fromMs + LEAST_MS);
  const stairs = lines.map(({ timeMs, percentage }) => ({ timeMs, percentage }));
  const last = stairs.at(-1);
  return {
    points: last ? [...stairs, { timeMs: toMs, percentage: last.percentage }] : [],
    marks: lines.map(({ version, timeMs, percentage, label, tone }) => ({
      ...{ version, timeMs, percentage, label, tone },
    })),
    pauses: pausesOf(rollout, toMs),
    timeDomain: [fromMs, toMs],
    timeTicks: timeTicks(fromMs, toMs),
    summary: summaryOf(lines),
  };
}

/** When it ended; of an active one the latest time that its answer tells of, so that two clocks needn't agree. */
export function endOf(rollout: RolloutDetail): number {
  if (rollout.ended_at !== null) return Date.parse(rollout.ended_at);
  const times = [
    rollout.created_at,
    rollout.health?.at,
    rollout.events.at(-1)?.created_at,
    rollout.series.at(-1)?.ts,
  ];
  return Math.max(...times.filter((time) => time !== undefined).map((time) => Date.parse(time)));
}

function pausesOf({ events, ...rollout }: RolloutDetail, toMs: number): { fromMs: number; toMs: number }[] {
  const pauses: { fromMs: number; toMs: number }[] = [];
  let pausedMs: number | null = null;
  for (const { kind, to_status: status, created_at: at } of events) {
    const isPaused = status === 'paused';
    if (isPaused && pausedMs === null) pausedMs = Date.parse(at);
    if (!isPaused && pausedMs !== null && kind !== 'flagged') {
      pauses.push({ fromMs: pausedMs, toMs: Date.parse(at) });
      pausedMs = null;
    }
  }
  if (pausedMs !== null && isActive(rollout)) pauses.push({ fromMs: pausedMs, toMs });
  return pauses;
}

function summaryOf(lines: readonly { label: string; percentage: number }[]): string {
  if (lines.length === 0) return 'Nothing has happened yet.';
  const said = lines.map(
    ({ label, percentage }) => `${label.toLowerCase()} at ${formatPercentage(percentage)}`,
  );
  return `The candidate's share of traffic: ${said.join(', ')}.`;
}
