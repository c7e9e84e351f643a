import type { Bounds } from './rate-sequence.ts';

/** Values in [0, 1] as their number, sum and sum of squares. */
export interface Moments {
  n: number;
  sum: number;
  squares: number;
}

/** From so many values on their own spread is used; before, the largest that values in [0, 1] can have. */
const SPREAD_KNOWN_FROM = 100;
/** The bounds are narrowest at about so many values. */
const NARROWEST_AT = 200;

/**
 * Bounds of a mean of values in [0, 1] for every look at once: Robbins' normal mixture
 * (metrics-and-statistics, 5.3 (c)). Up to 100 values it takes the sub-Gaussian spread 1/2, which holds exactly; from there
 * on the observed one, which holds asymptotically. Cut to [0, 1].
 *
 * @param alpha in (0, 1)
 */
export function meanSequence({ n, sum, squares }: Moments, alpha: number): Bounds {
  if (n === 0) return { low: 0, high: 1 };
  const mean = sum / n;
  const spread = n < SPREAD_KNOWN_FROM ? 0.5 : regularisedSpread({ n, sum, squares });
  const evidence = -2 * Math.log(alpha);
  const rho2 = (evidence + Math.log(evidence + 1)) / NARROWEST_AT;
  const mixed = n * rho2 + 1;
  const radius = spread * Math.sqrt(((2 * mixed) / (n * n * rho2)) * Math.log(Math.sqrt(mixed) / alpha));
  return { low: Math.max(0, mean - radius), high: Math.min(1, mean + radius) };
}

/** Never 0: one made-up value half a unit from the mean. */
function regularisedSpread({ n, sum, squares }: Moments): number {
  return Math.sqrt((0.25 + Math.max(0, squares - (sum * sum) / n)) / (n + 1));
}
