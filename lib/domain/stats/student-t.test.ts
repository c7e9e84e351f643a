import fc from 'fast-check';
import { expect, it } from 'vitest';
import vectors from '#lib/testing/vectors/student-t.json' with { type: 'json' };
import { studentTCdf, studentTQuantile } from './student-t.ts';

it.each(vectors.t as [number, number, number][])('%f degrees of freedom, p = %f', (df, p, expected) => {
  expect(Math.abs(studentTQuantile(p, df) - expected)).toBeLessThanOrEqual(
    1e-9 * Math.max(1, Math.abs(expected)),
  );
});

it('takes fractions of a degree of freedom and very many of them', () => {
  expect(studentTQuantile(0.975, 29.5)).toBeCloseTo(2.043724966772122, 10);
  expect(studentTQuantile(0.975, 1e6)).toBeCloseTo(1.959966356814107, 8);
});

it('is the inverse of the distribution function and antisymmetric', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      fc.double({ min: 1, max: 500, noNaN: true }),
      (p, df) => {
        const quantile = studentTQuantile(p, df);
        expect(studentTCdf(quantile, df)).toBeCloseTo(p, 9);
        expect(studentTQuantile(1 - p, df)).toBeCloseTo(-quantile, 6);
      },
    ),
  );
});

it('refuses what has no quantile', () => {
  expect(() => studentTQuantile(0, 3)).toThrow(RangeError);
  expect(() => studentTQuantile(0.5, 0)).toThrow(RangeError);
});
