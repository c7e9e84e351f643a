import { describe, expect, it } from 'vitest';
import type { CategoryScores, RunStep } from '#lib/contracts/scores.ts';
import { prepareCanaries } from './canaries.ts';
import { prepareHistogram } from './distribution.ts';
import { prepareFacts } from './facts.ts';
import { heatOf } from './heat.ts';
import { prepareCategories } from './run-categories.ts';
import { prepareSteps } from './run-steps.ts';

const none = { n: 0, missing: 0, mean: null, sd: null };

function category(mean: number | null, sd: number | null): CategoryScores {
  return {
    composite: { n: 30, missing: 1, mean, sd },
    embedding: none,
    rouge_l: { ...none, mean: 0.5 },
    judge_score: none,
    criteria: {},
    weight: 1 / 3,
    checks: { checks: 4, passed: 3, required: 2, required_failed: 1 },
  };
}

describe('prepareCategories', () => {
  it('places mean and spread on the scale, within its ends', () => {
    const [low, high] = prepareCategories({ b_high: category(0.9, 0.2), a_low: category(0.25, 0.5) }, 0.72);
    expect(low).toMatchObject({
      name: 'A low',
      mean: '0.250',
      isBelow: true,
      dot: 25,
      spread: { left: 0, width: 75 },
    });
    expect(high?.spread?.left).toBeCloseTo(70, 9);
    expect(high?.spread?.width).toBeCloseTo(30, 9);
    expect(high).toMatchObject({
      isBelow: false,
      rougeL: '0.500',
      embedding: '–',
      requiredFailed: 1,
      weight: '0.333',
    });
  });

  it('draws nothing where nothing was scored', () => {
    expect(prepareCategories({ a: category(null, null) }, 0.72)).toMatchObject([
      { mean: '–', sd: '–', isBelow: false, dot: null, spread: null, missing: 1 },
    ]);
  });

  it('takes a mean at the threshold for good enough, whatever floating point makes of it', () => {
    expect(prepareCategories({ a: category(0.1 + 0.2, null) }, 0.3)[0]?.isBelow).toBe(false);
    expect(prepareCategories({ a: category(0.3 - 1e-12, null) }, 0.3)[0]?.isBelow).toBe(false);
  });
});

describe('heatOf', () => {
  it.each([
    [0.72, 'above', 0, '.72'],
    [1, 'above', 1, '1.0'],
    [0.42, 'below', 1, '.42'],
    [0, 'below', 1, '.00'],
    [null, 'none', 0, '–'],
  ] as const)('of %s', (score, side, strength, text) => {
    const heat = heatOf(score, 0.72);
    expect(heat).toMatchObject({ side, text });
    expect(heat.strength).toBeCloseTo(strength, 9);
  });

  it('has full colour at a threshold of 1', () => {
    expect(heatOf(1, 1)).toMatchObject({ side: 'above', strength: 1 });
  });
});

describe('prepareHistogram', () => {
  it('scales bars by the highest one and says what they show', () => {
    const { bars, total, summary } = prepareHistogram([0, 0, 0, 0, 0, 0, 0, 5, 20, 1]);
    expect(total).toBe(26);
    expect(bars[7]).toMatchObject({ from: '0.7', to: '0.8', height: 25, words: '0.7 to 0.8: 5 examples' });
    expect(summary).toBe('26 scored examples; most lie between 0.8 and 0.9.');
  });

  it('of nothing', () => {
    expect(prepareHistogram([0, 0])).toMatchObject({ total: 0, summary: 'No example has a score.' });
  });
});

describe('prepareSteps', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 10, 20) + second * 1_000).toISOString();
  const step = (name: RunStep['name'], from: number, to: number): RunStep => ({
    name,
    started_at: at(from),
    finished_at: at(to),
    params: {},
    metrics: { seconds: to - from, failed_calls: 2 },
  });

  it('places each step on the time line of all', () => {
    expect(prepareSteps([step('inference', 10, 60), step('judge', 35, 110)])).toEqual([
      { name: 'Inference', duration: '50 s', left: 0, width: 50, metrics: [['failed calls', '2']] },
      { name: 'Judge', duration: '1 min 15 s', left: 25, width: 75, metrics: [['failed calls', '2']] },
    ]);
  });

  it('divides by no empty time line', () => {
    expect(prepareSteps([step('inference', 5, 5)])).toMatchObject([{ left: 0, width: 0, duration: '0 s' }]);
    expect(prepareSteps([])).toEqual([]);
  });
});

it('groups canaries by kind, those that fooled the judge first', () => {
  const canary = (id: string, kind: 'injection' | 'master_key', fooled: boolean) => ({
    ...{ id, kind, fooled, score: fooled ? 0.8 : null },
    detail: fooled ? 'gave full marks' : null,
  });
  const view = prepareCanaries([
    canary('i1', 'injection', false),
    canary('i2', 'injection', true),
    canary('m1', 'master_key', false),
  ]);
  expect(view).toMatchObject({ total: 3, fooled: 1 });
  expect(view.groups.map(({ kind, canaries }) => [kind, canaries.map(({ id }) => id)])).toEqual([
    ['master_key', ['m1']],
    ['injection', ['i2', 'i1']],
  ]);
  expect(view.groups[1]?.canaries.map(({ words }) => words)).toEqual([
    'i2 fooled the judge, score 0.800: gave full marks',
    'i1 was resisted',
  ]);
});

it('flattens nested facts to paths', () => {
  expect(prepareFacts({ a: 'x', b: { c: 1, d: null, e: ['f'] } })).toEqual([
    ['a', 'x'],
    ['b.c', '1'],
    ['b.d', 'null'],
    ['b.e', '["f"]'],
  ]);
});
