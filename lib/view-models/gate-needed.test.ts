import { expect, it } from 'vitest';
import { simulatedVerdict } from '#lib/testing/verdicts.ts';
import { prepareNeeded } from './gate-needed.ts';

it('tells what an open verdict needs, the cheapest first', () => {
  const verdict = simulatedVerdict({ n: 10, noise: 0.15 });
  expect(verdict.verdict).toBe('inconclusive');
  const rows = prepareNeeded(verdict.needed);
  expect(rows).toHaveLength(verdict.needed.length);
  expect(rows.find(({ isOverall }) => isOverall)?.name ?? 'Category').toMatch(/Overall|Category/);
  const least = Math.min(...verdict.needed.map(({ examples_needed: examples }) => examples));
  expect(rows[0]?.examples).toBe(`${least} examples`);
});

it('says when no number of answers would do', () => {
  const [row] = prepareNeeded([
    { category: 'tone_consistency', examples: 1, examples_needed: 1_200, repeats_needed: null },
  ]);
  expect(row).toEqual({
    key: 'category tone_consistency',
    name: 'Tone consistency',
    isOverall: false,
    now: '1',
    examples: '1,200 examples',
    repeats: 'no number of answers would do',
  });
});
