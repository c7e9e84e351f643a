import { expect, it } from 'vitest';
import type { CostQuality } from '#lib/contracts/traffic.ts';
import { prepareCostQuality } from './cost-quality.ts';

type Item = CostQuality['items'][number];
const item = (model: string, changes: Partial<Item> = {}): Item => ({
  ...{ model, prompt_version: null, requests: 10, cost_unknown: 0, cost_mean_usd: 0.002 },
  ...{ scored: 5, score_mean: 0.8, score_interval: { low: 0.7, high: 0.9, confidence: 0.95 } },
  ...changes,
});
const plot = (items: Item[]) => prepareCostQuality({ from: '', to: '', items });

it('places models by cost and score', () => {
  const { points, highestCost } = plot([
    item('a'),
    item('b', { cost_mean_usd: 0.001, score_mean: 0.6, score_interval: null }),
  ]);
  expect(highestCost).toBe('$0.0020');
  expect(points.map(({ letter, x }) => [letter, x])).toEqual([
    ['A', 100],
    ['B', 50],
  ]);
  expect(points[0]?.y).toBeGreaterThan(points[1]?.y ?? 100);
  expect(points[0]?.words).toBe(
    'a: $0.0020 an exchange (10 known), score 0.800, 95% interval 0.700 to 0.900 (n = 5)',
  );
});

it('says what has no place, and why', () => {
  const { points, left } = plot([
    item('a', { cost_mean_usd: null }),
    item('b', { prompt_version: 'v2', score_mean: null, score_interval: null }),
  ]);
  expect(points).toEqual([]);
  expect(left).toEqual(['a, its cost is not known', 'b, v2, it has no score']);
});

it('stays in its bounds when everything is free', () => {
  expect(plot([item('a', { cost_mean_usd: 0 })]).points[0]).toMatchObject({ x: 0 });
});
