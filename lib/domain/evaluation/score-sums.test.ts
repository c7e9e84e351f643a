import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addScores, meanOfScores, NO_SCORES, varianceOf } from './score-sums.ts';

const sumsOf = (scores: readonly (number | null)[]) =>
  scores
    .map((score) => ({
      ...{ evaluations: 1, scored: score === null ? 0 : 1, sum: score ?? 0, squares: (score ?? 0) ** 2 },
    }))
    .reduce(addScores, NO_SCORES);
const scoresArbitrary = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 40 });

describe('sums of scores', () => {
  it.each([
    [[], { mean: null, low: null, high: null, missingShare: null }],
    [[null], { mean: null, low: null, high: null, missingShare: 1 }],
    [[0.4], { mean: 0.4, low: null, high: null, missingShare: 0 }],
    [[1, 1, null], { mean: 1, low: 1, high: 1, missingShare: 1 / 3 }],
  ])('of %j', (scores, expected) => {
    const found = meanOfScores(sumsOf(scores));
    expect(found.missingShare ?? -1).toBeCloseTo(expected.missingShare ?? -1, 12);
    expect({ ...found, missingShare: expected.missingShare }).toEqual(expected);
  });

  it("give the interval of Student's t", () => {
    const sums = sumsOf([0.3, 0.4, 0.5, 0.4]);
    expect(varianceOf(sums)).toBeCloseTo(0.02 / 3, 12);
    // t(0.975, 3) = 3.182446
    const half = (3.182446 * Math.sqrt(0.02 / 3)) / 2;
    expect(meanOfScores(sums).low).toBeCloseTo(0.4 - half, 6);
    expect(meanOfScores(sums).high).toBeCloseTo(0.4 + half, 6);
  });

  it('do not depend on how they are put together, and stay in [0, 1]', () => {
    fc.assert(
      fc.property(scoresArbitrary, fc.nat(40), (scores, cut) => {
        const whole = sumsOf(scores);
        const parts = addScores(sumsOf(scores.slice(0, cut)), sumsOf(scores.slice(cut)));
        expect(parts.scored).toBe(whole.scored);
        expect(parts.sum).toBeCloseTo(whole.sum, 9);
        expect(varianceOf(parts)).toBeCloseTo(varianceOf(whole), 9);
        const { mean, low, high } = meanOfScores(whole);
        for (const value of [mean, low, high])
          if (value !== null) expect(value >= 0 && value <= 1).toBe(true);
        if (mean !== null && low !== null && high !== null) expect(low <= mean && mean <= high).toBe(true);
      }),
    );
  });
});
