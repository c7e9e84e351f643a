import { incompleteBeta } from './incomplete-beta.ts';

/** Exact one-sided McNemar test for more failures: P(Bin(b + c, 1/2) >= b), b newly failed, c newly passed. */
export function mcnemarP(newlyFailed: number, newlyPassed: number): number {
  return newlyFailed === 0 ? 1 : incompleteBeta(newlyFailed, newlyPassed + 1, 0.5);
}
