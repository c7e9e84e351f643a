import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '#lib/testing/vectors/statistics.json' with { type: 'json' };
import { anytimePValue, bet, NEW_E_PROCESS, type EProcess } from './e-process.ts';

const { rows } = vectors.sequential;
const follow = (values: readonly number[], nullMean: number): EProcess[] => {
  let state = NEW_E_PROCESS;
  return values.map((value) => (state = bet(state, value, nullMean)));
};

describe('bet', () => {
  it.each(rows.map((row) => [row.id, row] as const))('follows the reference wealth of %s', (_, row) => {
    const values = row.deltas.map((delta) => (delta + 1) / 2);
    const above = follow(values, row.null_mean_x);
    const below = follow(
      values.map((value) => 1 - value),
      1 - row.null_mean_x,
    );
    row.at.forEach((n, index) => {
      expect(above[n - 1]?.logWealth).toBeCloseTo(row.agrapa_log_wealth_H0_le[index] ?? NaN, 9);
      expect(below[n - 1]?.logWealth).toBeCloseTo(row.agrapa_log_wealth_H0_ge[index] ?? NaN, 9);
    });
  });

  it('keeps its wealth above 0 and remembers the largest, whatever comes', () => {
    const value = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 300 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (values, m) => {
          const wealths = follow(values, m).map((state) => state.logWealth);
          expect(wealths.every(Number.isFinite)).toBe(true);
          const last = follow(values, m).at(-1) ?? NEW_E_PROCESS;
          expect(last.maxLogWealth).toBe(Math.max(0, ...wealths));
          expect(anytimePValue(last)).toBeGreaterThan(0);
          expect(anytimePValue(last)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('is a fair game under its hypothesis: the mean wealth after one value of that mean does not grow', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 50 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (past, m) => {
          const before = follow(past, m).at(-1) ?? NEW_E_PROCESS;
          // 1 with probability m, else 0: a mean of exactly m.
          const gain = (value: number) => Math.exp(bet(before, value, m).logWealth - before.logWealth);
          expect(m * gain(1) + (1 - m) * gain(0)).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});
