import { incompleteBeta } from './incomplete-beta.ts';

/**
 * Quantile of Student's t: the x with P(T <= x) = p.
 *
 * @param p in (0, 1)
 * @param degreesOfFreedom > 0, fractions allowed
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p > 0 && p < 1) || !(degreesOfFreedom > 0))
    throw new RangeError(`no t quantile for ${p}, ${degreesOfFreedom}`);
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentTQuantile(1 - p, degreesOfFreedom);
  // Bracket, then halve: the tail grows so slowly for few degrees of freedom that Newton's steps overshoot.
  let low = 0;
  let high = 1;
  while (studentTCdf(high, degreesOfFreedom) < p) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-15 * high; i += 1) {
    const middle = (low + high) / 2;
    if (studentTCdf(middle, degreesOfFreedom) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(T <= x) of Student's t, by the regularised incomplete beta function (Abramowitz and Stegun 26.7.1). */
export function studentTCdf(x: number, degreesOfFreedom: number): number {
  if (x === 0) return 0.5;
  const tail = incompleteBeta(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + x * x)) / 2;
  return x > 0 ? 1 - tail : tail;
}
