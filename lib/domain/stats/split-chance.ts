import { logGamma } from './log-gamma.ts';

/**
 * Chance that all failures of a prompt fall on the second side when answers of both sides are alike: t failures, the first
 * side's answers all passing. Hypergeometric: C(second, t) / C(first + second, t).
 */
export function splitChance(failures: number, first: number, second: number): number {
  let chance = 1;
  for (let i = 0; i < failures; i += 1) chance *= (second - i) / (first + second - i);
  return Math.max(0, chance);
}

/** P(X >= k) of a Poisson distribution with the given mean >= 0. */
export function poissonTail(k: number, mean: number): number {
  let below = 0;
  for (let i = 0; i < k; i += 1)
    below += mean === 0 ? Number(i === 0) : Math.exp(i * Math.log(mean) - mean - logGamma(i + 1));
  return Math.max(0, 1 - below);
}
