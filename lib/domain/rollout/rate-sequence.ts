import { incompleteBeta } from '../stats/incomplete-beta.ts';
import { logGamma } from '../stats/log-gamma.ts';

/** Bounds that hold at every look at once. */
export interface Bounds {
  low: number;
  high: number;
}

/**
 * Bounds of a rate that hold at all moments at once with probability 1 - alpha, from counts alone: the rates at which the
 * likelihood is at least alpha times its mixture over Jeffreys' Beta(1/2, 1/2) prior (Robbins 1970; Ville's inequality).
 *
 * @param k successes, 0 <= k <= n
 * @param alpha in (0, 1)
 */
export function rateSequence(k: number, n: number, alpha: number): Bounds {
  if (n === 0) return { low: 0, high: 1 };
  const limit = Math.log(1 / alpha);
  const mean = k / n;
  const isOutside = (rate: number) => logMixtureRatio(k, n, rate) > limit;
  return {
    low: k === 0 ? 0 : bisect(0, mean, isOutside),
    high: k === n ? 1 : bisect(1, mean, isOutside),
  };
}

/**
 * Logarithm of the e-value against "the rate is `rate`": mixture likelihood over the likelihood at that rate.
 *
 * @param rate in (0, 1)
 */
export function logMixtureRatio(k: number, n: number, rate: number): number {
  const mixture = logBeta(k + 0.5, n - k + 0.5) - logBeta(0.5, 0.5);
  const likelihood = xlogy(k, rate) + xlogy(n - k, 1 - rate);
  return mixture - likelihood;
}

/**
 * Logarithm of the e-value against "the rate is at most `most`": the mixture lies above `most` alone, where the likelihood
 * ratio to `most` is at its worst for the hypothesis.
 *
 * @param most in (0, 1)
 */
export function logExcessEvidence(k: number, n: number, most: number): number {
  const tail = (a: number, b: number) => 1 - incompleteBeta(a, b, most);
  const share = tail(k + 0.5, n - k + 0.5) / tail(0.5, 0.5);
  // Nothing of the mixture is left above `most` when the rate is far below it.
  return share <= 0 ? -Infinity : logMixtureRatio(k, n, most) + Math.log(share);
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

const xlogy = (x: number, y: number): number => (x === 0 ? 0 : x * Math.log(y));

const HALVINGS = 60;

/** The point between an outside end and an inside one where the answer changes; errs towards the outside. */
function bisect(outside: number, inside: number, isOutside: (rate: number) => boolean): number {
  let [far, near] = [outside, inside];
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (far + near) / 2;
    if (isOutside(middle)) far = middle;
    else near = middle;
  }
  return far;
}
