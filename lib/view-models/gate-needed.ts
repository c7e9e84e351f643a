import type { Needed } from '#lib/domain/gate/verdict.ts';
import { formatCount, formatCountOf } from './format.ts';
import { nameOf } from './gate-comparison.ts';

/** What would let the gate decide about a category. */
export interface NeededRow {
  key: string;
  name: string;
  isOverall: boolean;
  now: string;
  examples: string;
  repeats: string;
}

/** What it would take to rule a drop of the margin out, or to see it, with 80 % power; the cheapest first. */
export function prepareNeeded(needed: readonly Needed[]): NeededRow[] {
  return [...needed]
    .sort((a, b) => a.examples_needed - b.examples_needed)
    .map(({ category, examples, examples_needed: more, repeats_needed: repeats }) => ({
      key: category === null ? 'overall' : `category ${category}`,
      name: nameOf(category),
      isOverall: category === null,
      now: formatCount(examples),
      examples: formatCountOf(more, 'example'),
      repeats:
        repeats === null ? 'no number of answers would do' : `${formatCountOf(repeats, 'answer')} each`,
    }));
}
