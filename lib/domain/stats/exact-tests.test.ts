import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '#lib/testing/vectors/statistics.json' with { type: 'json' };
import { fisherP } from './fisher.ts';
import { holm } from './holm.ts';
import { mcnemarP } from './mcnemar.ts';
import { normalQuantile } from './normal.ts';
import { detectionPower, examplesNeeded, minimumDetectableDrop } from './power.ts';
import { clopperPearsonInterval, wilsonInterval } from './proportion.ts';

it.each(vectors.multiplicity)('holm of $p', ({ p, holm: expected }) => {
  expect(holm(p)).toEqual(expected.map((value) => expect.closeTo(value, 12) as number));
});

it('holm keeps the order of p values and never lowers one', () => {
  const p = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(p, { maxLength: 12 }), (values) => {
      const adjusted = holm(values);
      values.forEach((value, i) => {
        expect(adjusted[i]).toBeGreaterThanOrEqual(value);
        values.forEach((other, j) => {
          if (other < value) expect(adjusted[j]).toBeLessThanOrEqual(adjusted[i] ?? 0);
        });
      });
    }),
  );
});

it.each(vectors.proportions)('$k of $n', ({ k, n, wilson95, clopper95 }) => {
  const wilson = wilsonInterval(k, n);
  const exact = clopperPearsonInterval(k, n);
  expect(wilson.low).toBeCloseTo(wilson95[0] ?? NaN, 10);
  expect(wilson.high).toBeCloseTo(wilson95[1] ?? NaN, 10);
  expect(exact.low).toBeCloseTo(clopper95[0] ?? NaN, 10);
  expect(exact.high).toBeCloseTo(clopper95[1] ?? NaN, 10);
});

it.each(vectors.mcnemar_exact_one_sided)('McNemar $newly_failed, $newly_passed', (row) => {
  expect(mcnemarP(row.newly_failed, row.newly_passed)).toBeCloseTo(row.p_regression, 12);
});

it('McNemar without a new failure is no evidence', () => {
  expect(mcnemarP(0, 0)).toBe(1);
  expect(mcnemarP(0, 7)).toBe(1);
});

describe('fisherP', () => {
  // By hand: the tea tasting table, and 3 of 3 against 0 of 3.
  it.each([
    [{ failed: 3, of: 4 }, { failed: 1, of: 4 }, 17 / 70],
    [{ failed: 3, of: 3 }, { failed: 0, of: 3 }, 1 / 20],
    [{ failed: 0, of: 100 }, { failed: 50, of: 100 }, 1],
    [{ failed: 5, of: 5 }, { failed: 0, of: 0 }, 1],
  ])('%o against %o', (first, second, expected) => {
    expect(fisherP(first, second)).toBeCloseTo(expected, 12);
  });

  it('keeps its digits for large groups', () => {
    // One more failure than none among equal groups is a coin's toss, however large they are.
    expect(fisherP({ failed: 1, of: 50_000 }, { failed: 0, of: 50_000 })).toBeCloseTo(0.5, 8);
  });

  it('sums up to one with the opposite tail', () => {
    const group = fc.nat(30).chain((of) => fc.record({ failed: fc.nat(of), of: fc.constant(of) }));
    fc.assert(
      fc.property(group, group, (first, second) => {
        fc.pre(first.of > 0 && second.of > 0 && first.failed > 0);
        const opposite = fisherP(
          { failed: first.of - first.failed + 1, of: first.of },
          { failed: second.of - second.failed - 1, of: second.of },
        );
        fc.pre(second.failed < second.of);
        expect(fisherP(first, second) + opposite).toBeCloseTo(1, 9);
      }),
    );
  });
});

it.each(vectors.quantiles.normal as [number, number][])('normal quantile of %f', (p, expected) => {
  expect(Math.abs(normalQuantile(p) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
});

it('there is no normal quantile of 0 and 1', () => {
  expect(() => normalQuantile(0)).toThrow(RangeError);
  expect(() => normalQuantile(1)).toThrow(RangeError);
});

it.each(vectors.power)('examples needed: sd $sd, drop $delta', (row) => {
  const goal = { alpha: row.alpha_one_sided, power: row.power };
  expect(examplesNeeded(row.sd, row.delta, goal)).toBe(row.n);
});

it('the minimum detectable drop is seen with the power asked for', () => {
  const estimate = { se: 0.02, df: 19 };
  const drop = minimumDetectableDrop(estimate.se, estimate.df, { alpha: 0.05, power: 0.8 });
  expect(detectionPower(drop, estimate, 0.05)).toBeCloseTo(0.8, 9);
  expect(detectionPower(drop / 2, estimate, 0.05)).toBeLessThan(0.5);
});
