import { meanOfPresent } from '../scoring/composite.ts';
import type { ExampleEvidence, ExampleSide, GateEvidence, RunEvidence } from './evidence.ts';

/** An example with a score on both sides. */
export interface Pair {
  id: string;
  category: string;
  group: string | null;
  baseline: number;
  current: number;
  delta: number;
  /** The scores of the single answers. */
  answers: { baseline: number[]; current: number[] };
}

export interface CategoryScores {
  category: string;
  /** In the overall score. */
  weight: number;
  /** Scored examples of each side, paired or not. */
  baseline: number[];
  current: number[];
  pairs: Pair[];
}

/** Scores by category, in the order of their names. */
export function scoresByCategory({ examples, baseline, current }: GateEvidence): CategoryScores[] {
  const weights = new Map([...weightsOf(baseline), ...weightsOf(current)]);
  const categories = new Map<string, CategoryScores>();
  for (const example of examples) {
    const { category } = example;
    let scores = categories.get(category);
    if (!scores) {
      scores = { category, weight: weights.get(category) ?? 1, baseline: [], current: [], pairs: [] };
      categories.set(category, scores);
    }
    const before = scoreOf(example.baseline);
    const now = scoreOf(example.current);
    if (before !== null) scores.baseline.push(before);
    if (now !== null) scores.current.push(now);
    const pair = pairOf(example);
    if (pair) scores.pairs.push(pair);
  }
  return [...categories.values()].sort((a, b) => (a.category < b.category ? -1 : 1));
}

/** The pair that an example makes; null when a side is missing, unscored or another example of the same id. */
function pairOf({ id, category, group, baseline, current, is_changed }: ExampleEvidence): Pair | null {
  const before = scoreOf(baseline);
  const now = scoreOf(current);
  if (is_changed || before === null || now === null) return null;
  return {
    ...{ id, category, group, baseline: before, current: now, delta: now - before },
    answers: { baseline: scoresOf(baseline), current: scoresOf(current) },
  };
}

/** Mean composite of an example's answers; null when none could be scored. */
export function scoreOf(side: ExampleSide | null): number | null {
  return side && meanOfPresent(side.scores);
}

function scoresOf(side: ExampleSide | null): number[] {
  return side?.scores.filter((score) => score !== null) ?? [];
}

function weightsOf(run: RunEvidence | null): [string, number][] {
  return run?.category_weights.map(({ category, weight }) => [category, weight]) ?? [];
}
