import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from './quantile.ts';

describe('quantile', () => {
  // numpy.quantile([1, 2, 4, 8, 16], …)
  it.each([
    [0, 1],
    [0.25, 2],
    [0.5, 4],
    [0.6, 5.6],
    [0.95, 14.4],
    [1, 16],
  ])('%d of 1, 2, 4, 8, 16', (share, expected) => {
    expect(quantile([1, 2, 4, 8, 16], share)).toBeCloseTo(expected, 12);
  });

  it('of nothing is nothing, of one value that value', () => {
    expect(quantile([], 0.5)).toBeNull();
    expect(quantile([3], 0.95)).toBe(3);
  });

  it('never falls as the share grows', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
    fc.assert(
      fc.property(values, share, share, (given, a, b) => {
        const ascending = given.toSorted((x, y) => x - y);
        const low = quantile(ascending, Math.min(a, b)) ?? NaN;
        const high = quantile(ascending, Math.max(a, b)) ?? NaN;
        expect(low).toBeLessThanOrEqual(high + 1e-9);
      }),
    );
  });
});
