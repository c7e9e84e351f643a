import { studentTCdf } from './student-t.ts';

/** A mean with its standard error ≥ 0 and the degrees of freedom of that. */
export interface MeanEstimate {
  mean: number;
  se: number;
  df: number;
}

/**
 * One-sided p of H0 "mean <= −margin" (Student's t): small means that a drop of the margin is ruled out. Without any spread
 * the mean decides by itself.
 */
export function nonInferiorityP({ mean, se, df }: MeanEstimate, margin: number): number {
  if (se === 0) return mean > -margin ? 0 : 1;
  // The lower tail of the opposite keeps the digits of small values.
  return studentTCdf(-(mean + margin) / se, df);
}

/** One-sided p of H0 "mean >= 0" (Student's t): small means a drop. 1 when neither drop nor spread is there. */
export function dropP({ mean, se, df }: MeanEstimate): number {
  if (se === 0) return mean < 0 ? 0 : 1;
  return studentTCdf(mean / se, df);
}
