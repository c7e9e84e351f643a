import { expect, it } from 'vitest';
import { weightedInterval } from './weighted-interval.ts';

const group = (mean: number | null, sd: number | null, n: number, weight = 1) => ({ mean, sd, n, weight });

it('is the plain normal interval of one group', () => {
  const interval = weightedInterval([group(0.8, 0.1, 25)]);
  expect(interval?.low).toBeCloseTo(0.8 - 1.959964 * 0.02, 6);
  expect(interval?.high).toBeCloseTo(0.8 + 1.959964 * 0.02, 6);
  expect(interval?.confidence).toBe(0.95);
});

it('weighs groups, of which weights alone matter in proportion', () => {
  const groups = [group(0.6, 0.2, 100, 3), group(0.9, 0.1, 25, 1)];
  const margin = (1.959964 * Math.sqrt((3 * 0.02) ** 2 + 0.02 ** 2)) / 4;
  const interval = weightedInterval(groups);
  expect(interval?.low).toBeCloseTo(0.675 - margin, 6);
  const doubled = weightedInterval(groups.map((item) => ({ ...item, weight: 2 * item.weight })));
  expect(doubled?.low).toBeCloseTo(interval?.low ?? NaN, 12);
});

it.each([
  ['nothing', []],
  ['a group of one value', [group(0.5, null, 1), group(0.5, 0.1, 9)]],
  ['no weight', [group(0.5, 0.1, 9, 0)]],
])('is unknown of %s', (_, groups) => {
  expect(weightedInterval(groups)).toBeNull();
});

it('leaves out what has no mean', () => {
  expect(weightedInterval([group(null, null, 0), group(0.5, 0, 9)])).toEqual({
    low: 0.5,
    high: 0.5,
    confidence: 0.95,
  });
});
