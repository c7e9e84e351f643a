import type { RawComparison } from './compare.ts';
import { dropText, pText, signed } from './findings.ts';
import type { Comparison } from './verdict.ts';

interface Levels {
  alpha: number;
  margin: number;
}

/** Whether a difference is more than noise, in plain words. */
export function sentenceOf(
  comparison: RawComparison & Pick<Comparison, 'p_regression_holm'>,
  { alpha, margin }: Levels,
): string {
  const { status, n, paired_delta: delta, p_regression_holm: p, p_noninferiority: pNi } = comparison;
  if (status === 'new') return 'Not in the baseline: nothing to compare with.';
  if (status === 'lost') return 'No score in the current run.';
  if (delta === null || p === null || n === 0) return 'No example has a score on both sides.';
  if (comparison.differing === 0) return `No example differs (${n} compared).`;
  if (p <= alpha && delta < 0)
    return `The drop of ${dropText(-delta)} is more than noise (${pText(p)} after Holm's correction).`;
  const { interval90: interval, minimum_detectable_drop: detectable } = comparison;
  if (interval === null || detectable === null || pNi === null)
    return 'One observation alone tells nothing about noise.';
  const least = 2 ** -comparison.differing;
  const floor = least > alpha ? ` Only ${comparison.differing} differ: no test could call that a drop.` : '';
  if (comparison.se === 0) return `Every example differs by ${signed(delta)}.${delta < 0 ? floor : ''}`;
  const change = `The difference of ${signed(delta)}`;
  if (interval.low > 0) return `${change} is a gain beyond noise (90% interval above 0).`;
  if (pNi < alpha)
    return `${change} may be noise; a drop of ${dropText(margin)} is ruled out (${pText(pNi)}).`;
  return `${change} may be noise, and a drop of ${dropText(margin)} can't be ruled out: only drops of ${dropText(detectable)} or more are seen reliably here.${floor}`;
}
