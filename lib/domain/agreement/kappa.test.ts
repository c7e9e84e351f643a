import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '#lib/testing/vectors/statistics.json' with { type: 'json' };
import { confusionMatrix } from './confusion-matrix.ts';
import { cohenKappa, percentAgreement, type KappaWeights } from './kappa.ts';

const matrixOf = (a: readonly number[], b: readonly number[], categories = 6) =>
  confusionMatrix(
    a.map((first, i) => [first, b[i] ?? -1] as const),
    categories,
  );

describe('cohenKappa', () => {
  it.each(vectors.agreement.cohen)('is $kappa for $a and $b', (row) => {
    const matrix = matrixOf(row.a, row.b);
    expect(cohenKappa(matrix)?.kappa).toBeCloseTo(row.kappa, 12);
    expect(cohenKappa(matrix, 'linear')?.kappa).toBeCloseTo(row.linear, 11);
    expect(cohenKappa(matrix, 'quadratic')?.kappa).toBeCloseTo(row.quadratic, 11);
  });

  // statsmodels 0.15.0, cohens_kappa: kappa_low and kappa_upp.
  it.each([
    ['none', 0.6614583333333334, 0.5460163275687343, 0.7769003390979324],
    ['linear', 0.7264437689969605, 0.6276807261469348, 0.8252068118469862],
    ['quadratic', 0.7964912280701755, 0.7106006847077668, 0.8823817714325841],
  ] satisfies [KappaWeights, number, number, number][])(
    'interval, weights %s',
    (weights, kappa, low, high) => {
      const found = cohenKappa(
        [
          [20, 5, 1],
          [4, 30, 9],
          [0, 7, 44],
        ],
        weights,
      );
      expect(found?.kappa).toBeCloseTo(kappa, 12);
      expect(found?.interval?.low).toBeCloseTo(low, 10);
      expect(found?.interval?.high).toBeCloseTo(high, 10);
      expect(found?.n).toBe(120);
    },
  );

  it('collapses under skew: 80 % agreement, less than chance', () => {
    const skewed = [
      [0, 1],
      [1, 8],
    ];
    expect(percentAgreement(skewed)).toBeCloseTo(0.8, 12);
    expect(cohenKappa(skewed)?.kappa).toBeCloseTo(-1 / 9, 12);
  });

  it('never claims to be certain because nobody disagreed yet', () => {
    const few = cohenKappa([
      [3, 0],
      [0, 3],
    ]);
    const many = cohenKappa([
      [300, 0],
      [0, 300],
    ]);
    expect(few).toMatchObject({ kappa: 1, interval: { high: 1 } });
    expect(few?.interval?.low).toBeLessThan(0.2);
    expect(many?.interval?.low).toBeGreaterThan(0.98);
  });

  it('has no interval where one rater gave one category only', () => {
    expect(
      cohenKappa([
        [0, 0],
        [2, 2],
      ]),
    ).toMatchObject({ kappa: 0, interval: null });
  });

  it('is not defined where both always gave one category, nor without items', () => {
    expect(
      cohenKappa([
        [0, 0],
        [0, 9],
      ]),
    ).toMatchObject({ kappa: null, interval: null, agreement: 1 });
    expect(cohenKappa([[0]])).toBeNull();
    expect(cohenKappa([])).toBeNull();
    expect(percentAgreement([])).toBeNull();
  });

  it('refuses what is no matrix of counts', () => {
    expect(() => cohenKappa([[1, 2]])).toThrow('expected as many columns as rows');
    expect(() => cohenKappa([[-1]])).toThrow('expected counts of 0 or more');
    expect(() => confusionMatrix([[0, 6]], 6)).toThrow('expected categories below 6, got 0 and 6');
    expect(() => confusionMatrix([[0.5, 1]], 6)).toThrow(RangeError);
  });

  it('lies within its interval, in [-1, 1], whoever is first, and is alike for two categories with any weights', () => {
    const cell = fc.nat(40);
    fc.assert(
      fc.property(fc.tuple(cell, cell, cell, cell), ([a, b, c, d]) => {
        const found = cohenKappa([
          [a, b],
          [c, d],
        ]);
        const turned = cohenKappa([
          [a, c],
          [b, d],
        ]);
        fc.pre(found?.kappa != null && found.interval !== null);
        expect(turned?.kappa).toBeCloseTo(found.kappa, 9);
        expect(found.interval.low).toBeLessThanOrEqual(found.kappa + 1e-9);
        expect(found.interval.high).toBeGreaterThanOrEqual(found.kappa - 1e-9);
        expect(Math.abs(found.kappa)).toBeLessThanOrEqual(1 + 1e-9);
        const weighted = cohenKappa(
          [
            [a, b],
            [c, d],
          ],
          'quadratic',
        );
        expect(weighted?.kappa).toBeCloseTo(found.kappa, 9);
      }),
    );
  });
});
