import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '#lib/testing/vectors/statistics.json' with { type: 'json' };
import { alphaWithInterval, judgeLikeness } from './alpha-interval.ts';
import {
  alphaOf,
  alphaOfSums,
  codeUnits,
  krippendorffAlpha,
  unitSums,
  type RatingScale,
} from './krippendorff.ts';

const published = vectors.agreement.krippendorff;
const scales = ['nominal', 'ordinal', 'interval'] satisfies RatingScale[];

describe('krippendorffAlpha', () => {
  it.each(scales)('%s: the published example', (scale) => {
    expect(krippendorffAlpha(published.units_by_rater, scale)).toBeCloseTo(published[scale], 12);
  });

  it.each(scales)('%s: 1 for full agreement, unknown without any difference or pair', (scale) => {
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [4, 4, 4],
        ],
        scale,
      ),
    ).toBe(1);
    expect(krippendorffAlpha([[2, 2], [2, 2], [3]], scale)).toBeNull();
    expect(krippendorffAlpha([[1], [null, 2], []], scale)).toBeNull();
  });

  it('needs ratings that are numbers', () => {
    expect(() => krippendorffAlpha([[1, Number.NaN]], 'interval')).toThrow('expected finite ratings');
  });

  const rating = fc.option(fc.integer({ min: 0, max: 5 }), { nil: null });
  const table = fc.array(fc.array(rating, { maxLength: 4 }), { maxLength: 12 });

  it('asks neither who rated what, nor in which order, nor where the scale begins', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(...scales), (units, scale) => {
        const alpha = krippendorffAlpha(units, scale);
        const turned = units
          .map((unit) => unit.map((each) => (each === null ? null : each * 3 + 700)).reverse())
          .reverse();
        const again = krippendorffAlpha(turned, scale);
        if (alpha === null) expect(again).toBeNull();
        else expect(again).toBeCloseTo(alpha, 8);
      }),
    );
  });

  it('equals its definition by the matrix of coincidences', () => {
    fc.assert(
      fc.property(table, (units) => {
        const alpha = krippendorffAlpha(units, 'interval');
        fc.pre(alpha !== null);
        expect(alpha).toBeCloseTo(byCoincidences(units), 8);
      }),
    );
  });
});

/** Do and De summed pair by pair, for the squared difference. */
function byCoincidences(ratings: readonly (readonly (number | null)[])[]): number {
  const units = ratings.map((unit) => unit.filter((each) => each !== null)).filter((unit) => unit.length > 1);
  const all = units.flat();
  const pairs = (values: readonly number[]) =>
    values.reduce((sum, x) => sum + values.reduce((part, y) => part + (x - y) ** 2, 0), 0);
  const seen = units.reduce((sum, unit) => sum + pairs(unit) / (unit.length - 1), 0) / all.length;
  return 1 - seen / (pairs(all) / (all.length * (all.length - 1)));
}

describe('alphaWithInterval', () => {
  const bootstrap = { seed: 'test' };

  it('is repeatable, and holds the estimate', () => {
    const first = alphaWithInterval(published.units_by_rater, 'ordinal', bootstrap);
    expect(alphaWithInterval(published.units_by_rater, 'ordinal', bootstrap)).toEqual(first);
    expect(first).toMatchObject({ units: 11, alpha: expect.closeTo(published.ordinal, 12) as number });
    expect(first.interval?.low).toBeLessThan(published.ordinal);
    expect(first.interval?.high).toBeGreaterThan(published.ordinal);
  });

  it('narrows with the root of the units', () => {
    const units = (times: number) => Array.from({ length: times }, () => published.units_by_rater).flat();
    const width = (times: number) => {
      const { interval } = alphaWithInterval(units(times), 'interval', bootstrap);
      return (interval?.high ?? NaN) - (interval?.low ?? NaN);
    };
    expect(width(4) / width(16)).toBeGreaterThan(1.6);
    expect(width(4) / width(16)).toBeLessThan(2.5);
  });

  it('has no interval without a disagreement, or for a few units', () => {
    expect(
      alphaWithInterval(
        [
          [0, 0],
          [1, 1],
        ],
        'nominal',
        bootstrap,
      ),
    ).toEqual({ alpha: 1, interval: null, units: 2 });
    expect(alphaWithInterval([[0, 1]], 'nominal', bootstrap)).toEqual({ alpha: 0, interval: null, units: 1 });
    expect(alphaWithInterval([], 'nominal', bootstrap)).toEqual({ alpha: null, interval: null, units: 0 });
  });
});

describe('sums of units', () => {
  const rating = fc.integer({ min: 0, max: 5 }).map((points) => points / 5);
  const ratings = fc.array(fc.array(rating, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 30 });

  it('give the same alpha as the units', () => {
    fc.assert(
      fc.property(ratings, (each) => {
        const { values, units } = codeUnits(each);
        const total = { n: 0, sum: 0, squares: 0, within: 0 };
        for (const part of units.map((unit) => unitSums(unit, values))) {
          total.n += part.n;
          total.sum += part.sum;
          total.squares += part.squares;
          total.within += part.within;
        }
        const [fast, slow] = [alphaOfSums(total), alphaOf({ values, units }, 'interval')];
        expect(fast === null).toBe(slow === null);
        expect(fast ?? 0).toBeCloseTo(slow ?? 0, 9);
      }),
    );
  });

  it('give the same interval: of zeros and ones, where both scales agree, as units drawn one by one', () => {
    const binary = Array.from({ length: 40 }, (_, i) => [i % 2, i % 5 === 0 ? 1 - (i % 2) : i % 2]);
    const [summed, drawn] = (['interval', 'nominal'] as const).map((scale) =>
      alphaWithInterval(binary, scale, { seed: 'same', resamples: 200 }),
    );
    expect(summed?.alpha).toBeCloseTo(drawn?.alpha ?? NaN, 12);
    expect(summed?.interval?.low).toBeCloseTo(drawn?.interval?.low ?? NaN, 12);
    expect(summed?.interval?.high).toBeCloseTo(drawn?.interval?.high ?? NaN, 12);
  });
});

describe('judgeLikeness', () => {
  const people = [
    [1, 1],
    [0, 1],
    [0, 0],
    [1, 1],
    [1, 0],
    [0, 0],
    [1, 1],
    [0, 0],
  ];
  const items = (judge: (labels: readonly number[], i: number) => number) =>
    Array.from({ length: 5 }, () => people)
      .flat()
      .map((labels, i) => ({ judge: judge(labels, i), people: labels }));

  it('a judge who says what one of the two says is like them', () => {
    const found = judgeLikeness(
      items((labels, i) => labels[i % 2] ?? 0),
      { seed: 'a' },
    );
    expect(found.items).toBe(40);
    expect(found.people).toBeCloseTo(
      krippendorffAlpha(
        items(() => 0).map((each) => each.people),
        'nominal',
      ) ?? NaN,
      12,
    );
    expect(found.interval?.high).toBeGreaterThan(0);
    expect(found.difference).toBeGreaterThan(0);
  });

  it('a judge who says the opposite is not', () => {
    const found = judgeLikeness(
      items((labels) => 1 - (labels[0] ?? 0)),
      { seed: 'b' },
    );
    expect(found.judge).toBeLessThan(0);
    expect(found.interval?.high).toBeLessThan(0);
  });

  it('leaves out items with one label', () => {
    expect(judgeLikeness([{ judge: 1, people: [1] }], { seed: 'c' })).toEqual({
      ...{ judge: null, people: null, difference: null, interval: null, items: 0 },
    });
  });
});
