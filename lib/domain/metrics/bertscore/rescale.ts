import type { PrecisionRecallF1 } from '../precision-recall.ts';

/** Rescales each value to (x − b) / (1 − b), so that unrelated texts score about 0. Not clipped: worse than that is negative. */
export function rescale(scores: PrecisionRecallF1, baseline: PrecisionRecallF1): PrecisionRecallF1 {
  return {
    precision: (scores.precision - baseline.precision) / (1 - baseline.precision),
    recall: (scores.recall - baseline.recall) / (1 - baseline.recall),
    f1: (scores.f1 - baseline.f1) / (1 - baseline.f1),
  };
}
