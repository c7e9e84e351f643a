import { describe, expect, it } from 'vitest';
import type { RunSummary } from '#lib/contracts/runs.ts';
import { categoryColumns, prepareRunRow } from './run-row.ts';

const run: RunSummary = {
  id: '0199d3a0-0000-7000-8000-0000000000ab',
  created_at: '2026-11-20T12:00:00.000Z',
  finished_at: '2026-11-20T12:01:00.000Z',
  state: 'finished',
  quality: 'complete',
  reasons: [],
  source: 'server',
  model: 'm',
  is_simulated: false,
  prompt_version: 'v1',
  created_by: 'ada',
  repeats: 1,
  examples: 1_500,
  overall: 0.8,
  category_scores: { factual_accuracy: 0.72, tone: null },
  required_failed: 0,
  cost_usd: 0.5,
  judge_cost_usd: 1,
  signature_hash: null,
  dataset_hash: null,
  tags: { b: '2', a: '1' },
  is_baseline: false,
  progress: null,
  error: null,
};
const progress = {
  calls_done: 1,
  calls_total: 4,
  examples_done: 0,
  examples_total: 2,
  failed_calls: 0,
  cost_usd: 0.25,
  calls_per_second: null,
  seconds_left: null,
};
const rowOf = (changes: Partial<RunSummary>) =>
  prepareRunRow({ ...run, ...changes }, categoryColumns([run]), 0.72);

describe('prepareRunRow', () => {
  it('writes figures, size, cost and tags', () => {
    expect(rowOf({})).toMatchObject({
      shortId: '000000ab',
      overallText: '0.800',
      size: '1,500',
      cost: '$1.50',
      costWords: 'Answers $0.500, judge $1.00',
      tags: [
        ['a', '1'],
        ['b', '2'],
      ],
      progress: null,
    });
    expect(rowOf({ repeats: 3 })).toMatchObject({
      size: '1,500 × 3',
      sizeWords: '1,500 examples, 3 answers each',
    });
  });

  it('puts every category into its column, a missing one too', () => {
    expect(rowOf({}).categories).toMatchObject([
      { column: { short: 'FA', name: 'Factual accuracy' }, heat: { side: 'above', text: '.72' } },
      { column: { short: 'TON', name: 'Tone' }, heat: { side: 'none', text: '–' } },
    ]);
    expect(rowOf({ category_scores: {} }).categories.map(({ heat }) => heat.side)).toEqual(['none', 'none']);
  });

  it.each([
    ['an unknown price', { cost_usd: null }, 'unknown'],
    ['a run under way', { state: 'running', cost_usd: null, progress } as const, '$0.250'],
    ['one that waits', { state: 'queued', cost_usd: null } as const, '–'],
    ['one that failed before its first call', { state: 'failed', cost_usd: null } as const, '–'],
  ])('says what it cost: %s', (_, changes, cost) => {
    expect(rowOf(changes).cost).toBe(cost);
  });

  it('shows progress only while there is some to be made', () => {
    expect(rowOf({ state: 'running', progress }).progress?.percent).toBe('25%');
    expect(rowOf({ state: 'cancelled', progress }).progress).toBeNull();
  });

  it('takes names that every object has for what they are', () => {
    const columns = categoryColumns([{ category_scores: { constructor: 0.5 } }]);
    expect(prepareRunRow(run, columns, 0.5).categories[0]?.heat.side).toBe('none');
  });
});

it('has columns for the categories of all runs, in order, as far as there is room', () => {
  const runs = [{ category_scores: { b: 1, c: null } }, { category_scores: { a: 1, b: 0 } }];
  expect(categoryColumns(runs).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`c${i}`, 1]));
  expect(categoryColumns([{ category_scores: many }])).toHaveLength(8);
});
