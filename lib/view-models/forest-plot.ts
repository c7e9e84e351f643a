import type { Comparison, Decision } from '#lib/domain/gate/verdict.ts';
import { deltaText, intervalText, nameOf, prepareComparisonRow, type Standing } from './gate-comparison.ts';

/** A difference with its interval; places are percentages from the left end of the scale. */
export interface ForestMark {
  point: number;
  /** Null where the interval can't be computed. */
  bar: { left: number; width: number; isCutLeft: boolean; isCutRight: boolean } | null;
}

/** One line of the plot: a category, or the overall score. */
export interface ForestRow {
  key: string;
  name: string;
  isOverall: boolean;
  standing: Standing;
  standingWords: string;
  n: string;
  nWords: string;
  estimate: string;
  /** Null where there is none. */
  interval: string | null;
  /** Null where nothing can be compared. */
  mark: ForestMark | null;
}

/** Differences from the baseline with their 90 % intervals on one scale around zero. */
export interface ForestPlot {
  /** Score difference at either end of the scale. */
  reach: number;
  ticks: readonly { place: number; text: string }[];
  zero: number;
  /** Where the largest allowed drop is; null when no drop is allowed. */
  margin: { place: number; text: string } | null;
  /** The overall score, then the categories, the worst one first. */
  rows: readonly ForestRow[];
  /** Whether an interval goes beyond the scale. */
  isCut: boolean;
}

const REACHES = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1];
/** Room beside the outermost point. */
const AIR = 1.15;
/** Intervals that the scale holds as a whole; the few that are far wider are cut rather than squeezing all the others. */
const HELD_SHARE = 0.8;
const FAR_WIDER = 2;

/** Prepares a decision's differences for drawing. @param alpha one-sided error rate of the verdict's decisions */
export function prepareForest(
  { overall, categories, margin }: Pick<Decision, 'overall' | 'categories' | 'margin'>,
  alpha: number,
): ForestPlot {
  const reach = reachOf([overall, ...categories], margin);
  const placeOf = (value: number) => 50 + (50 * value) / reach;
  const sorted = [...categories].sort((a, b) => badnessOf(b) - badnessOf(a));
  const rows = [overall, ...sorted].map((each) => prepareRow(each, alpha, { reach, placeOf }));
  return {
    ...{ reach, rows, zero: placeOf(0) },
    ticks: [-1, -0.5, 0, 0.5, 1].map((share) => ({
      place: placeOf(share * reach),
      text: tickText(share * reach),
    })),
    margin: margin > 0 ? { place: placeOf(-margin), text: tickText(-margin) } : null,
    isCut: rows.some(({ mark }) => mark?.bar && (mark.bar.isCutLeft || mark.bar.isCutRight)),
  };
}

/** A lost category is worse than any drop, and what has no difference is better than any gain. */
function badnessOf({ status, paired_delta: delta }: Comparison): number {
  if (status === 'lost') return 2;
  return delta === null ? -2 : -delta;
}

interface Scale {
  reach: number;
  placeOf: (value: number) => number;
}

function prepareRow(comparison: Comparison, alpha: number, scale: Scale): ForestRow {
  const { category, paired_delta: delta, interval90: interval } = comparison;
  const { key, isOverall, standing, standingWords, n, nWords } = prepareComparisonRow(comparison, alpha);
  return {
    ...{ key, name: nameOf(category), isOverall, standing, standingWords, n, nWords },
    estimate: deltaText(delta),
    interval: interval ? intervalText(interval) : null,
    mark: delta === null ? null : { point: scale.placeOf(delta), bar: interval && barOf(interval, scale) },
  };
}

function barOf({ low, high }: { low: number; high: number }, { reach, placeOf }: Scale) {
  const left = placeOf(Math.max(-reach, low));
  return {
    left,
    width: placeOf(Math.min(reach, high)) - left,
    isCutLeft: low < -reach,
    isCutRight: high > reach,
  };
}

/** The shortest scale with every point, the margin and most of the intervals on it. */
function reachOf(comparisons: readonly Comparison[], margin: number): number {
  const points = comparisons.map(({ paired_delta: delta }) => Math.abs(delta ?? 0));
  const bounds = comparisons
    .flatMap(({ interval90: interval }) =>
      interval ? [Math.max(Math.abs(interval.low), Math.abs(interval.high))] : [],
    )
    .sort((a, b) => a - b);
  const held = bounds[Math.ceil(HELD_SHARE * bounds.length) - 1] ?? 0;
  const widest = bounds.at(-1) ?? 0;
  const whole = widest <= FAR_WIDER * held ? widest : held;
  const least = Math.max(AIR * margin, whole, ...points.map((point) => AIR * point));
  return REACHES.find((reach) => reach >= least) ?? 1;
}

function tickText(value: number): string {
  if (value === 0) return '0';
  const digits = String(Number(Math.abs(value).toFixed(4)));
  return `${value < 0 ? '−' : '+'}${digits}`;
}
