import type { Overview } from '#lib/contracts/overview.ts';
import { formatDelta } from './format.ts';

type Interval = NonNullable<Overview['shadow']['delta_interval']>;

/** What the interval of the mean delta says about the candidate. */
export interface Comparison {
  verdict: 'better' | 'worse' | 'unclear' | 'unknown';
  words: string;
  /** "95% interval −0.012 to +0.034"; null when there is none. */
  intervalWords: string | null;
  bar: IntervalBar | null;
}

/** An interval drawn on a symmetric scale around 0; positions are percentages from the left. */
export interface IntervalBar {
  /** Score at either end of the scale. */
  reach: number;
  left: number;
  width: number;
  mean: number;
}

const REACHES = [0.05, 0.1, 0.2, 0.5, 1];

const WORDS = {
  better: 'Candidate better',
  worse: 'Candidate worse',
  unclear: 'No clear difference',
  unknown: 'Not enough data',
} as const;

/** Compares the candidate with production: a difference is clear when its interval leaves out 0. */
export function prepareComparison({
  delta_mean: mean,
  delta_interval: interval,
}: Overview['shadow']): Comparison {
  if (mean === null || !interval) {
    return { verdict: 'unknown', words: WORDS.unknown, intervalWords: null, bar: null };
  }
  const verdict = verdictOf(interval);
  const confidence = Math.round(interval.confidence * 100);
  return {
    verdict,
    words: WORDS[verdict],
    intervalWords: `${confidence}% interval ${formatDelta(interval.low)} to ${formatDelta(interval.high)}`,
    bar: prepareBar(mean, interval),
  };
}

function verdictOf({ low, high }: Interval): 'better' | 'worse' | 'unclear' {
  if (low > 0) return 'better';
  return high < 0 ? 'worse' : 'unclear';
}

function prepareBar(mean: number, { low, high }: Interval): IntervalBar {
  const furthest = Math.max(Math.abs(low), Math.abs(high));
  const reach = REACHES.find((candidate) => candidate >= furthest) ?? 1;
  const place = (value: number) => 50 + (50 * Math.max(-reach, Math.min(reach, value))) / reach;
  return { reach, left: place(low), width: place(high) - place(low), mean: place(mean) };
}
