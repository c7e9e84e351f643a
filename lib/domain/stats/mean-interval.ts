import { studentTQuantile } from './student-t.ts';

export interface MeanInterval {
  low: number;
  high: number;
  /** Two-sided, in (0, 1). */
  confidence: number;
}

/** Student-t interval of a mean: `mean ± t(n-1) · sd / sqrt(n)`. Null for fewer than two values. */
export function meanInterval(
  mean: number,
  sampleSd: number,
  n: number,
  confidence = 0.95,
): MeanInterval | null {
  if (n < 2) return null;
  const margin = (studentTQuantile((1 + confidence) / 2, n - 1) * sampleSd) / Math.sqrt(n);
  return { low: mean - margin, high: mean + margin, confidence };
}
