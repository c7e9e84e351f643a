import type { ComparedExample } from '#lib/contracts/comparisons.ts';
import { formatDelta, formatScore } from './format.ts';
import { excerptOf } from './prompt.ts';
import { sentenceCase } from './words.ts';

/** One line of the list of compared examples. */
export interface ComparedExampleLine {
  excerpt: string;
  category: string;
  delta: string;
  /** "0.812 → 0.640". */
  scores: string;
  direction: 'up' | 'down' | 'none';
  /** Why there is no change to tell; null when there is one. */
  note: string | null;
}

/** A change that rounds to nothing is none. */
const NOTHING = 0.0005;

export function prepareComparedExample(example: ComparedExample): ComparedExampleLine {
  const { delta, reference, current } = example;
  return {
    excerpt: excerptOf(example.prompt) || '(empty)',
    category: sentenceCase(example.category),
    delta: formatDelta(delta),
    scores: `${formatScore(reference?.composite ?? null)} → ${formatScore(current?.composite ?? null)}`,
    direction: delta === null || Math.abs(delta) < NOTHING ? 'none' : delta > 0 ? 'up' : 'down',
    note: delta === null ? noteOf(example) : null,
  };
}

function noteOf({ reference, current }: ComparedExample): string {
  if (!reference) return 'not in the reference';
  if (!current) return 'only in the reference';
  if (reference.composite === null || current.composite === null) return 'a side has no score';
  return 'the same id stands for another example there';
}
