import type { DatasetWarning } from '../problem.ts';

const MOST_RATIO = 2;

/** A warning when the largest category has more than twice as many examples as the smallest that has any. */
export function imbalanceOf(counts: ReadonlyMap<string, number>): DatasetWarning[] {
  const sorted = [...counts].filter(([, count]) => count > 0).sort((a, b) => a[1] - b[1]);
  const [smallest, largest] = [sorted[0], sorted.at(-1)];
  if (!smallest || !largest || largest[1] <= MOST_RATIO * smallest[1]) return [];
  const message = `"${largest[0]}" has ${largest[1]} examples and "${smallest[0]}" only ${smallest[1]}: its mean will be less certain`;
  return [{ kind: 'imbalance', line: null, field: 'category', message }];
}
