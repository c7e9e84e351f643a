import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomWords } from '../stats/random-words.ts';
import { meanSequence } from './mean-sequence.ts';
import { logExcessEvidence, logMixtureRatio, rateSequence } from './rate-sequence.ts';

const counts = fc
  .tuple(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, share]) => ({ n, k: Math.round(n * share) }));

/** Uniform numbers in [0, 1). */
function uniform(key: string): () => number {
  const words = randomWords(key);
  return () => words() / 2 ** 32;
}

describe('rateSequence', () => {
  it('knows nothing before the first request', () => {
    expect(rateSequence(0, 0, 0.05)).toEqual({ low: 0, high: 1 });
  });

  it('holds the observed rate, and is wider for a smaller risk', () => {
    fc.assert(
      fc.property(counts, ({ n, k }) => {
        const wide = rateSequence(k, n, 0.001);
        const narrow = rateSequence(k, n, 0.1);
        expect(wide.low).toBeLessThanOrEqual(narrow.low + 1e-12);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high - 1e-12);
        expect(narrow.low).toBeLessThanOrEqual(k / n + 1e-12);
        expect(narrow.high).toBeGreaterThanOrEqual(k / n - 1e-12);
      }),
    );
  });

  it('is the same for failures and successes, mirrored', () => {
    const errors = rateSequence(3, 40, 0.05);
    const successes = rateSequence(37, 40, 0.05);
    expect(errors.low).toBeCloseTo(1 - successes.high, 9);
    expect(errors.high).toBeCloseTo(1 - successes.low, 9);
  });

  it('ends where the e-value reaches 1 / alpha', () => {
    const { low, high } = rateSequence(30, 400, 0.05);
    expect(logMixtureRatio(30, 400, low)).toBeCloseTo(Math.log(20), 6);
    expect(logMixtureRatio(30, 400, high)).toBeCloseTo(Math.log(20), 6);
  });

  it('leaves out the true rate, looked at after every request, in at most alpha of the streams', () => {
    const draw = uniform('rate');
    let missed = 0;
    for (let stream = 0; stream < 400; stream += 1) {
      let k = 0;
      for (let n = 1; n <= 400; n += 1) {
        if (draw() < 0.05) k += 1;
        if (logMixtureRatio(k, n, 0.05) > Math.log(20)) {
          missed += 1;
          break;
        }
      }
    }
    expect(missed / 400).toBeLessThanOrEqual(0.05);
  });
});

describe('logExcessEvidence', () => {
  it('is certain of a broken candidate after a handful of failures', () => {
    // Every request fails, at most 5 % may: one in a thousand is passed after three.
    const needed = [1, 2, 3, 4, 5, 6].find((n) => logExcessEvidence(n, n, 0.05) > Math.log(1_000));
    expect(needed).toBe(3);
  });

  it('is no evidence while the rate is not above what is allowed', () => {
    expect(logExcessEvidence(0, 1_000, 0.05)).toBeLessThan(0);
    expect(logExcessEvidence(2, 100, 0.05)).toBeLessThan(0);
    expect(logExcessEvidence(0, 100_000, 0.5)).toBe(-Infinity);
  });

  it('is fooled by a rate that is just allowed, looked at after every request, in at most alpha of the streams', () => {
    const draw = uniform('excess');
    let fooled = 0;
    for (let stream = 0; stream < 400; stream += 1) {
      let k = 0;
      for (let n = 1; n <= 400; n += 1) {
        if (draw() < 0.05) k += 1;
        if (logExcessEvidence(k, n, 0.05) > Math.log(20)) {
          fooled += 1;
          break;
        }
      }
    }
    expect(fooled / 400).toBeLessThanOrEqual(0.05);
  });
});

describe('meanSequence', () => {
  it('knows nothing before the first value, and little after one', () => {
    expect(meanSequence({ n: 0, sum: 0, squares: 0 }, 0.05)).toEqual({ low: 0, high: 1 });
    expect(meanSequence({ n: 1, sum: 1, squares: 1 }, 0.05)).toEqual({ low: 0, high: 1 });
  });

  it('takes the formula of section 5.3 (c) with the spread 1/2 before a hundred values', () => {
    const [n, alpha] = [50, 0.05];
    const rho2 = (-2 * Math.log(alpha) + Math.log(-2 * Math.log(alpha) + 1)) / 200;
    const radius =
      0.5 * Math.sqrt(((2 * (n * rho2 + 1)) / (n * n * rho2)) * Math.log(Math.sqrt(n * rho2 + 1) / alpha));
    expect(meanSequence({ n, sum: 25, squares: 15 }, alpha).low).toBeCloseTo(0.5 - radius, 12);
  });

  it('leaves out the true mean, looked at after every value, in at most alpha of the streams', () => {
    const draw = uniform('mean');
    let missed = 0;
    for (let stream = 0; stream < 400; stream += 1) {
      const seen = { n: 0, sum: 0, squares: 0 };
      for (let i = 0; i < 500; i += 1) {
        const value = draw() < 0.8 ? 0.9 : 0.4;
        seen.n += 1;
        seen.sum += value;
        seen.squares += value * value;
        const { low, high } = meanSequence(seen, 0.05);
        if (low > 0.8 + 1e-12 || high < 0.8 - 1e-12) {
          missed += 1;
          break;
        }
      }
    }
    expect(missed / 400).toBeLessThanOrEqual(0.05);
  });
});
