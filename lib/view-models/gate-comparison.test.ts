import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeVerdict } from '#lib/domain/gate/make-verdict.ts';
import { gateRun, rows, settingsWith } from '#lib/testing/gate-runs.ts';
import { simulatedVerdict } from '#lib/testing/verdicts.ts';
import {
  comparisonSortKeys,
  deltaText,
  nameOf,
  prepareComparisonRow,
  sortComparisons,
} from './gate-comparison.ts';

const settings = settingsWith({ rule: 'statistical' });
const ALPHA = settings.alpha;

const spread = (mean: number) => Array.from({ length: 12 }, (_, i) => [mean + (i % 4) * 0.01]);
const falling = makeVerdict(
  gateRun({ kept: spread(0.8), worse: spread(0.6), better: rows(12, 0.95), fresh: rows(3, 0.9) }),
  gateRun({
    kept: spread(0.8),
    worse: rows(12, 0.8),
    better: spread(0.8),
    gone: rows(3, 0.7),
    single: rows(1, 0.7),
  }),
  settings,
);
const rowOf = (name: string) => {
  const found = falling.categories.find(({ category }) => category === name);
  if (!found) throw new Error(`no category ${name}`);
  return prepareComparisonRow(found, ALPHA);
};

describe('prepareComparisonRow', () => {
  it.each([
    ['worse', 'worse', 'Drop'],
    ['better', 'better', 'Gain'],
    ['kept', 'same', 'No change'],
    ['fresh', 'new', 'New'],
    ['gone', 'lost', 'Lost'],
  ])('says of the category %s that it is %s', (name, standing, words) => {
    expect(rowOf(name)).toMatchObject({ standing, standingWords: words });
  });

  it('shows figures with their signs, and dashes where there are none', () => {
    expect(rowOf('worse')).toMatchObject({ n: '12', baseline: '0.8000', current: '0.6150' });
    expect(rowOf('worse').delta).toBe('−0.1850');
    expect(rowOf('worse').interval).toMatch(/^−0\.\d{4} to −0\.\d{4}$/);
    expect(rowOf('fresh')).toMatchObject({
      baseline: '–',
      delta: '–',
      interval: '–',
      p: '–',
      detectable: '–',
    });
    expect(rowOf('fresh').nWords).toBe('Scored: 0 in the baseline, 3 in this run, 0 in both. 0 differ.');
  });

  it('leaves a difference of one example open: it has no interval', () => {
    const verdict = makeVerdict(gateRun({ a: rows(1, 0.5) }), gateRun({ a: rows(1, 0.8) }), settings);
    const row = prepareComparisonRow(verdict.overall, ALPHA);
    expect(row).toMatchObject({ standing: 'open', delta: '−0.3000', interval: '–' });
  });

  it('tells the difference of the pairs where it is another one', () => {
    const verdict = makeVerdict(
      gateRun({ a: [[0.8], [0.8], [null]] }),
      gateRun({ a: [[0.8], [0.7], [0.2]] }),
      settings,
    );
    const [category] = verdict.categories;
    const row = category && prepareComparisonRow(category, ALPHA);
    expect(row?.delta).toBe('+0.2333');
    expect(row?.pairedDelta).toBe('+0.0500');
  });

  it('calls a drop that is ruled out within the margin', () => {
    const { overall } = simulatedVerdict({ n: 100 });
    expect(prepareComparisonRow(overall, ALPHA).standing).toBe('held');
  });
});

describe('sortComparisons', () => {
  it('begins with what is lost, then the largest drop; without a difference comes last', () => {
    const order = sortComparisons(falling.categories, { sort: 'delta', order: 'asc' });
    expect(order.map(({ category }) => category).slice(0, 3)).toEqual(['gone', 'single', 'worse']);
    expect(order.at(-1)?.category).toBe('fresh');
  });

  it('keeps every row, and those without the figure last, whatever the order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...comparisonSortKeys), fc.constantFrom('asc', 'desc'), (sort, order) => {
        const sorted = sortComparisons(falling.categories, { sort, order });
        expect(new Set(sorted)).toEqual(new Set(falling.categories));
        if (sort !== 'holm') return;
        const missing = sorted.map((each) => each.p_regression_holm === null);
        expect(missing).toEqual([...missing].sort());
      }),
    );
  });
});

it.each([
  [null, '–'],
  [0.00004, '0.0000'],
  [-0.00004, '0.0000'],
  [-0.05, '−0.0500'],
  [0.05, '+0.0500'],
])('writes a difference of %d as %s', (delta, text) => {
  expect(deltaText(delta)).toBe(text);
});

it.each([
  [null, 'Overall'],
  ['overall', 'Overall'],
  ['tone_consistency', 'Tone consistency'],
  ['__', '(no name)'],
  ['<b>x</b>', '<b>x</b>'],
])('calls the category %s %s', (category, name) => {
  expect(nameOf(category)).toBe(name);
});
