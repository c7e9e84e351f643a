import { logGamma } from './log-gamma.ts';

/**
 * Fisher's exact test, one-sided: p of a first group failing at least so often, given the margins (hypergeometric). 1 when
 * either group is empty.
 */
export function fisherP(
  first: { failed: number; of: number },
  second: { failed: number; of: number },
): number {
  const failed = first.failed + second.failed;
  const all = first.of + second.of;
  if (first.failed === 0 || second.of === 0) return 1;
  const base = logChoose(all, failed);
  let p = 0;
  for (let k = first.failed; k <= Math.min(failed, first.of); k += 1)
    p += Math.exp(logChoose(first.of, k) + logChoose(second.of, failed - k) - base);
  return Math.min(1, p);
}

function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return -Infinity;
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
