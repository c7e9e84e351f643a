import { mergeSketches, type LatencySketch } from '../telemetry/latency-sketch.ts';
import type { ArmMinute } from './health-report.ts';
import type { Moments } from './mean-sequence.ts';

export const MINUTE_MS = 60_000;

/** Start of the minute that a time lies in; milliseconds since 1970. */
export const minuteOf = (ms: number): number => Math.floor(ms / MINUTE_MS) * MINUTE_MS;

/** What one side did in a stretch of minutes. */
export interface ArmFigures {
  requests: number;
  errors: number;
  latency: LatencySketch;
  scores: Moments;
  feedback: { n: number; negative: number };
  firstErrorMs: number | null;
}

/** The sum of minutes. */
export function sumMinutes(minutes: readonly ArmMinute[]): ArmFigures {
  const total = (of: (minute: ArmMinute) => number) => minutes.reduce((sum, minute) => sum + of(minute), 0);
  return {
    requests: total(({ requests }) => requests),
    errors: total(({ errors }) => errors),
    latency: mergeSketches(minutes.map(({ latency }) => latency)),
    scores: {
      n: total(({ scores }) => scores.n),
      sum: total(({ scores }) => scores.sum),
      squares: total(({ scores }) => scores.squares),
    },
    feedback: {
      n: total(({ feedback }) => feedback.n),
      negative: total(({ feedback }) => feedback.negative),
    },
    firstErrorMs: earliest(minutes.map(({ firstErrorMs }) => firstErrorMs)),
  };
}

/** The earliest of some times; null when there is none. */
export function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** k of n as a share; null of nothing. */
export const shareOf = (k: number, n: number): number | null => (n === 0 ? null : k / n);
