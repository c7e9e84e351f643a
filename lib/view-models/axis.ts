import { formatClock, formatClockToSecond, formatDay } from './time.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const TIME_STEPS_MS = [
  ...[10, 15, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 4, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 5, 7, 14].map((days) => days * DAY_MS),
];
const SCORE_STEPS = [0.01, 0.02, 0.05, 0.1, 0.2];
const MOST_TICKS = 7.5;
const MOST_SCORE_STEPS = 5;
const SMALLEST_SCORE_SPAN = 0.04;
/** Share of the span that stays free above and below, so that no line runs along an edge. */
const SCORE_MARGIN = 0.04;

/** Round times between two times, counted from the reader's midnight. */
export function timeTicks(fromMs: number, toMs: number): number[] {
  const step = TIME_STEPS_MS.find((candidate) => (toMs - fromMs) / candidate <= MOST_TICKS) ?? 30 * DAY_MS;
  const tick = new Date(fromMs);
  tick.setHours(0, 0, 0, 0);
  if (step < DAY_MS) tick.setTime(tick.getTime() + Math.floor((fromMs - tick.getTime()) / step) * step);
  const ticks: number[] = [];
  while (tick.getTime() <= toMs) {
    if (tick.getTime() >= fromMs) ticks.push(tick.getTime());
    // Days are stepped by the calendar: they are not all 24 hours long.
    if (step >= DAY_MS) tick.setDate(tick.getDate() + step / DAY_MS);
    else tick.setTime(tick.getTime() + step);
  }
  return ticks;
}

/** The clock, with seconds where it isn't a whole minute; the date where a day begins. */
export function formatTimeTick(timeMs: number): string {
  const time = new Date(timeMs);
  if (time.getSeconds() !== 0) return formatClockToSecond(timeMs);
  return time.getHours() === 0 && time.getMinutes() === 0 ? formatDay(timeMs) : formatClock(timeMs);
}

export interface ScoreAxis {
  domain: [number, number];
  ticks: number[];
  decimals: number;
}

/** A score axis within [0, 1] that holds the values with round ticks and doesn't blow up tiny differences. */
export function scoreAxis(values: readonly number[]): ScoreAxis {
  if (values.length === 0) return axisOf(0, 5, 0.2);
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  const span = highest - lowest;
  const padding = Math.max(SCORE_MARGIN * span, (SMALLEST_SCORE_SPAN - span) / 2);
  const low = Math.max(0, lowest - padding);
  const high = Math.min(1, highest + padding);
  const step = SCORE_STEPS.find((candidate) => (high - low) / candidate <= MOST_SCORE_STEPS - 1) ?? 0.2;
  // A hair less than exact, so that a value on a tick doesn't get one more tick by floating point noise.
  return axisOf(Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9), step);
}

function axisOf(firstStep: number, lastStep: number, step: number): ScoreAxis {
  const ticks = Array.from({ length: lastStep - firstStep + 1 }, (_, index) =>
    Number(((firstStep + index) * step).toFixed(2)),
  );
  return { domain: [ticks[0] ?? 0, ticks.at(-1) ?? 1], ticks, decimals: step < 0.1 ? 2 : 1 };
}

/** A score, or a difference of two, at a tick. */
export function formatScoreTick(value: number, { decimals }: Pick<ScoreAxis, 'decimals'>): string {
  return value.toFixed(decimals).replace('-', '−');
}
