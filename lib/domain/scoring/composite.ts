/** Scores of one answer, each in [0, 1]; null is missing, which is never the same as 0. */
export interface MetricScores {
  embedding: number | null;
  rouge_l: number | null;
  judge_score: number | null;
}

/** Relative weights ≥ 0 of the metrics in the composite score. */
export type MetricWeights = Readonly<Record<keyof MetricScores, number>>;

/** The metrics of a composite score, in the order in which they are shown. */
export const compositeMetrics = ['embedding', 'rouge_l', 'judge_score'] as const;

/**
 * Weighted mean in [0, 1] of the metrics that are there: the weights of missing ones fall away and the others' are
 * renormalised. Null when none with a weight is there.
 */
export function compositeScore(scores: MetricScores, weights: MetricWeights): number | null {
  let sum = 0;
  let total = 0;
  for (const metric of compositeMetrics) {
    const score = scores[metric];
    if (score === null || weights[metric] === 0) continue;
    sum += weights[metric] * score;
    total += weights[metric];
  }
  // Rounding must not lift a mean of ones above one.
  return total > 0 ? Math.min(1, Math.max(0, sum / total)) : null;
}

/** Mean of the values that are there; null when none is. */
export function meanOfPresent(values: Iterable<number | null>): number | null {
  let sum = 0;
  let n = 0;
  for (const value of values) {
    if (value === null) continue;
    sum += value;
    n += 1;
  }
  return n > 0 ? sum / n : null;
}
