import { meanInterval } from '../stats/mean-interval.ts';

/** What is kept of scores in [0, 1] to get at their mean: their number, sum, and sum of squares. */
export interface ScoreSums {
  /** Evaluations, scored or not. */
  evaluations: number;
  scored: number;
  sum: number;
  squares: number;
}

export const NO_SCORES: ScoreSums = { evaluations: 0, scored: 0, sum: 0, squares: 0 };

export function addScores(a: ScoreSums, b: ScoreSums): ScoreSums {
  return {
    evaluations: a.evaluations + b.evaluations,
    scored: a.scored + b.scored,
    sum: a.sum + b.sum,
    squares: a.squares + b.squares,
  };
}

/** Sample variance (divided by n − 1); 0 below two scores, and never below 0 by rounding. */
export function varianceOf({ scored, sum, squares }: Omit<ScoreSums, 'evaluations'>): number {
  return scored < 2 ? 0 : Math.max(0, (squares - sum ** 2 / scored) / (scored - 1));
}

export interface ScoreMean {
  /** Null without scores. */
  mean: number | null;
  /** Student's t, cut to [0, 1]; null below two scores. */
  low: number | null;
  high: number | null;
  /** Share of evaluations without a score; null without evaluations. */
  missingShare: number | null;
}

/** Mean with its interval. Scores of one conversation count as independent, which makes the interval a little too narrow. */
export function meanOfScores(sums: ScoreSums, confidence = 0.95): ScoreMean {
  const { evaluations, scored, sum } = sums;
  const missingShare = evaluations === 0 ? null : (evaluations - scored) / evaluations;
  if (scored === 0) return { mean: null, low: null, high: null, missingShare };
  const mean = clip(sum / scored);
  const interval = meanInterval(mean, Math.sqrt(varianceOf(sums)), scored, confidence);
  return {
    ...{ mean, missingShare },
    low: interval && clip(interval.low),
    high: interval && clip(interval.high),
  };
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}
