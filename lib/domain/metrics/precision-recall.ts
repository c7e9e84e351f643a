/** Precision, recall and F1, each in [0, 1]. */
export interface PrecisionRecallF1 {
  precision: number;
  recall: number;
  f1: number;
}

/** Scores of `hits` tokens in common; 0 where a side has no tokens. */
export function fromCounts(hits: number, predicted: number, wanted: number): PrecisionRecallF1 {
  const precision = predicted > 0 ? hits / predicted : 0;
  const recall = wanted > 0 ? hits / wanted : 0;
  return { precision, recall, f1: harmonicMean(precision, recall) };
}

function harmonicMean(precision: number, recall: number): number {
  return precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
}

/** The score with the highest F1, the first among equals; what doesn't apply is left out. Null when none applies. */
export function bestByF1(scores: readonly (PrecisionRecallF1 | null)[]): PrecisionRecallF1 | null {
  let best: PrecisionRecallF1 | null = null;
  for (const score of scores) if (score && (!best || score.f1 > best.f1)) best = score;
  return best;
}
