import { normalQuantile } from './normal.ts';
import { studentTCdf, studentTQuantile } from './student-t.ts';

/** What a test promises: one-sided alpha, and the power with which it shall see a drop; both in (0, 1). */
export interface TestGoal {
  alpha: number;
  power: number;
}

/** Smallest drop that a one-sided t test sees with the wanted power: (t(1−α) + t(power)) · SE. */
export function minimumDetectableDrop(se: number, df: number, { alpha, power }: TestGoal): number {
  return (studentTQuantile(1 - alpha, df) + studentTQuantile(power, df)) * se;
}

/** Power of the one-sided t test for a true drop > 0 (the same approximation as the minimum detectable drop). */
export function detectionPower(drop: number, estimate: { se: number; df: number }, alpha: number): number {
  const { se, df } = estimate;
  if (se === 0) return 1;
  return studentTCdf(drop / se - studentTQuantile(1 - alpha, df), df);
}

/** Examples needed to see a drop: (z(1−α) + z(power))² sd² / drop², rounded up. */
export function examplesNeeded(sd: number, drop: number, { alpha, power }: TestGoal): number {
  return Math.ceil(((normalQuantile(1 - alpha) + normalQuantile(power)) * (sd / drop)) ** 2);
}
