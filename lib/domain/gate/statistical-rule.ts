import { dropText, fewAlike, finding, listed, pText, type Finding } from './findings.ts';
import type { Compared } from './mean-rules.ts';
import { marginOf, type GateSettings } from './settings.ts';
import type { Comparison } from './verdict.ts';

/**
 * Fails on evidence of a drop (sign-flip test, Holm) of at least half the margin; passes on evidence that no category, nor
 * the whole, fell by the margin (non-inferiority, every one at full alpha); else leaves the verdict open.
 */
export function statisticalRule({ overall, categories }: Compared, settings: GateSettings): Finding[] {
  const margin = marginOf(settings);
  const family = [overall, ...categories].filter(({ n }) => n > 0);
  const drops = family.filter((each) => isDrop(each, margin, settings.alpha));
  if (drops.length > 0)
    return [
      ...drops.filter((each) => each === overall).map(dropFinding),
      ...fewAlike(
        drops.filter((each) => each !== overall).map(dropFinding),
        'fail',
        'categories fell, more than noise',
      ),
    ];
  const open = family.filter(({ p_noninferiority: p }) => p === null || p >= settings.alpha);
  if (open.length === 0) return [];
  const names = listed(open.map(({ category }) => category ?? 'overall'));
  return [
    finding(
      'inconclusive',
      `Neither a regression nor its absence is shown: a drop of ${dropText(margin)} can't be ruled out in ${names}.`,
    ),
  ];
}

function isDrop(comparison: Comparison, margin: number, alpha: number): boolean {
  const { paired_delta: delta, p_regression_holm: p } = comparison;
  return delta !== null && p !== null && p <= alpha && delta <= -margin / 2;
}

function dropFinding({ category, paired_delta: delta, p_regression_holm: p }: Comparison): Finding {
  const name = category ?? 'The overall score';
  const text = `${name} fell by ${dropText(-(delta ?? 0))}, more than noise (${pText(p ?? 1)} after Holm's correction).`;
  return finding('fail', text);
}
