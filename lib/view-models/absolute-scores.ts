import { isBelow } from '#lib/domain/gate/settings.ts';
import type { Comparison, Verdict } from '#lib/domain/gate/verdict.ts';
import { formatCount } from './format.ts';
import { nameOf } from './gate-comparison.ts';

/** A score held against its fixed threshold. */
export interface AbsoluteRow {
  key: string;
  name: string;
  isOverall: boolean;
  n: string;
  score: number | null;
  scoreText: string;
  threshold: number;
  thresholdText: string;
  isBelow: boolean;
  words: 'below' | 'met' | 'no score';
}

/** Scores of a verdict without a baseline: the overall one, then the categories, the lowest first. */
export function prepareAbsolute({
  overall,
  categories,
  settings,
}: Pick<Verdict, 'overall' | 'categories' | 'settings'>): AbsoluteRow[] {
  const { overall: least, per_category_min: leastOfCategory } = settings.thresholds;
  const sorted = [...categories].sort((a, b) => (a.current ?? -1) - (b.current ?? -1));
  return [prepareRow(overall, least), ...sorted.map((each) => prepareRow(each, leastOfCategory))];
}

function prepareRow({ category, n_current: n, current }: Comparison, threshold: number): AbsoluteRow {
  const isTooLow = current !== null && isBelow(current, threshold);
  return {
    key: category === null ? 'overall' : `category ${category}`,
    name: nameOf(category),
    isOverall: category === null,
    n: formatCount(n),
    ...{ score: current, scoreText: current?.toFixed(4) ?? '–' },
    ...{ threshold, thresholdText: String(Number(threshold.toFixed(4))), isBelow: isTooLow },
    words: current === null ? 'no score' : isTooLow ? 'below' : 'met',
  };
}
