import { formatDuration } from './time.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MOST_STEPS = 6;
/** What no clock tells apart from nothing. */
const SHORTEST_MS = 1e-6;

/** Steps from ten seconds on, where time isn't counted in tens any more. */
const LONG_STEPS_MS = [
  ...[10, 20, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
];

export interface WaterfallTick {
  /** Of the axis, in [0, 1]. */
  at: number;
  label: string;
}

/** Round times from the start of a trace up to its end, with the unit that suits its length. */
export function waterfallTicks(totalMs: number): WaterfallTick[] {
  if (!(totalMs > SHORTEST_MS)) return [{ at: 0, label: '0 ms' }];
  const step = stepOf(totalMs);
  const count = Math.floor(totalMs / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => ({
    at: Math.min(1, (index * step) / totalMs),
    label: formatTick(index * step, totalMs),
  }));
}

/** The smallest round step that leaves at most six of it. */
function stepOf(totalMs: number): number {
  const least = totalMs / MOST_STEPS;
  const fits = (step: number) => step >= least * (1 - 1e-9);
  if (least > 5 * SECOND_MS) return LONG_STEPS_MS.find(fits) ?? Math.ceil(least / DAY_MS) * DAY_MS;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => fits(factor * power)) ?? 10) * power;
}

function formatTick(timeMs: number, totalMs: number): string {
  if (totalMs < SECOND_MS) return `${round(timeMs)} ms`;
  if (totalMs < MINUTE_MS) return `${round(timeMs / SECOND_MS)} s`;
  return formatDuration(timeMs);
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}
