import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '#lib/testing/vectors/statistics.json' with { type: 'json' };
import { randomWords } from './random-words.ts';
import { signFlipTest } from './sign-flip.ts';

const options = { draws: 9_999, key: 'test' };
const exact = vectors.paired.filter((row) => row.signflip_exact_p_less !== undefined);

describe('signFlipTest', () => {
  it.each(exact.map((row) => [row.id, row] as const))('equals the enumeration of %s', (_, row) => {
    const result = signFlipTest(row.deltas, options);
    expect(result.isExact).toBe(true);
    expect(result.p).toBeCloseTo(row.signflip_exact_p_less, 12);
  });

  it('has vectors to compare with', () => {
    expect(exact.length).toBeGreaterThanOrEqual(6);
  });

  it.each([
    ['no difference', new Array<number>(10).fill(0), 1, 0],
    ['rounding is no difference', [1e-12, -3e-16, 0], 1, 0],
    ['ten equal drops', new Array<number>(10).fill(-0.1), 2 ** -10, 10],
    ['one drop', [-0.2], 0.5, 1],
    ['drops that tie in all but rounding', [-0.1, -0.2, 0.3], 5 / 8, 3],
    ['nothing at all', [], 1, 0],
  ])('%s', (_, deltas, p, differing) => {
    expect(signFlipTest(deltas, options)).toEqual({ p, differing, isExact: true });
  });

  it('draws beyond 16 differences, near the exact value, the same for the same key', () => {
    // Seventeen equal drops and three equal gains: P(Bin(20, 1/2) <= 3), worked out by hand.
    const deltas = [...new Array<number>(17).fill(-0.05), ...new Array<number>(3).fill(0.05)];
    const expected = (1 + 20 + 190 + 1140) / 2 ** 20;
    const first = signFlipTest(deltas, { draws: 99_999, key: 'a' });
    expect(first.isExact).toBe(false);
    expect(Math.abs(first.p - expected)).toBeLessThan(4 * Math.sqrt(expected / 1e5));
    expect(signFlipTest(deltas, { draws: 99_999, key: 'a' })).toEqual(first);
    expect(signFlipTest(deltas, { draws: 99_999, key: 'b' }).p).not.toBe(first.p);
  });

  it.each(vectors.paired.filter(({ deltas }) => deltas.length >= 30).map((row) => [row.id, row] as const))(
    '%s: draws are near the exact value, which is known by adding up whole numbers',
    (_, row) => {
      const expected = exactP(row.deltas.map((delta) => Math.round(delta * 10_000)));
      const { p, isExact } = signFlipTest(row.deltas, { draws: 99_999, key: row.id });
      expect(isExact).toBe(false);
      expect(Math.abs(p - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / 1e5) + 1e-5);
    },
  );

  it('is never below one over the draws', () => {
    expect(signFlipTest(new Array<number>(40).fill(-1), options).p).toBe(1e-4);
  });

  it('does not depend on order or scale, and sums up with its mirror image', () => {
    const delta = fc.integer({ min: -8, max: 8 }).map((n) => n / 8);
    fc.assert(
      fc.property(fc.array(delta, { maxLength: 12 }), (deltas) => {
        const { p } = signFlipTest(deltas, options);
        expect(signFlipTest([...deltas].reverse(), options).p).toBeCloseTo(p, 12);
        expect(
          signFlipTest(
            deltas.map((each) => each / 3),
            options,
          ).p,
        ).toBeCloseTo(p, 12);
        const mirrored = signFlipTest(
          deltas.map((each) => -each),
          options,
        ).p;
        // Both count the assignments that equal the observed sum.
        expect(p + mirrored).toBeGreaterThanOrEqual(1 - 1e-12);
      }),
    );
  });
});

describe('randomWords', () => {
  it('spreads every byte evenly', () => {
    const words = randomWords('bytes');
    const seen = new Array<number>(256).fill(0);
    for (let i = 0; i < 64_000; i += 1) {
      const word = words();
      for (const shift of [0, 8, 16, 24]) {
        const byte = (word >>> shift) & 255;
        seen[byte] = (seen[byte] ?? 0) + 1;
      }
    }
    const chiSquare = seen.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
    expect(chiSquare).toBeLessThan(330.5); // p = 0.001 at 255 degrees of freedom
  });
});

/** The distribution of the signed sum, by convolution. */
function exactP(deltas: readonly number[]): number {
  let sums = new Map([[0, 1]]);
  for (const delta of deltas) {
    const next = new Map<number, number>();
    for (const [sum, p] of sums)
      for (const signed of [sum + delta, sum - delta]) next.set(signed, (next.get(signed) ?? 0) + p / 2);
    sums = next;
  }
  const observed = deltas.reduce((sum, delta) => sum + delta, 0);
  return [...sums].reduce((total, [sum, p]) => total + (sum <= observed ? p : 0), 0);
}
