import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../stats/normal.ts';
import { randomWords } from '../stats/random-words.ts';
import vectors from '#lib/testing/vectors/statistics.json' with { type: 'json' };
import { attenuated, operatingPoint } from './operating-point.ts';
import { correctedMean, type Moments } from './ppi.ts';
import { correctedRate } from './rogan-gladen.ts';

function momentsOf(values: readonly number[]): Moments {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n: values.length, mean, variance: squares / (values.length - 1) };
}

const nothing: Moments = { n: 0, mean: Number.NaN, variance: Number.NaN };

describe('correctedMean', () => {
  const pairsOf = (row: { human: readonly number[]; judge_on_human: readonly number[] }) =>
    row.human.map((human, i) => ({ human, judge: row.judge_on_human[i] ?? NaN }));

  it.each(vectors.ppi.map((row) => [row.id, row] as const))('%s: as ppi_py', (_, row) => {
    const found = correctedMean(pairsOf(row), momentsOf(row.judge_rest), { convention: 'reference' });
    expect(found?.mean).toBeCloseTo(row.ppi_pp_point, 10);
    expect(found?.interval.low).toBeCloseTo(row.ppi_pp_ci95[0] ?? NaN, 10);
    expect(found?.interval.high).toBeCloseTo(row.ppi_pp_ci95[1] ?? NaN, 10);
  });

  it.each(vectors.ppi.map((row) => [row.id, row] as const))('%s: Student t is a little wider', (_, row) => {
    const rest = momentsOf(row.judge_rest);
    const reference = correctedMean(pairsOf(row), rest, { convention: 'reference' });
    const found = correctedMean(pairsOf(row), rest);
    expect(found?.interval.low).toBeLessThan(reference?.interval.low ?? NaN);
    expect(found?.interval.low).toBeGreaterThan((reference?.interval.low ?? NaN) - 0.02);
    expect(found?.effectiveLabels).toBeGreaterThan(row.human.length);
  });

  it('is the mean of the labels when nothing else was judged, or the judge always says the same', () => {
    const labels = [
      { human: 0.2, judge: 1 },
      { human: 0.6, judge: 1 },
      { human: 1, judge: 1 },
    ];
    expect(correctedMean(labels, nothing)).toMatchObject({
      lambda: 0,
      effectiveLabels: expect.closeTo(3, 9) as number,
    });
    expect(correctedMean(labels, nothing)?.mean).toBeCloseTo(0.6, 12);
    expect(correctedMean(labels, { n: 50, mean: 1, variance: 0 })?.mean).toBeCloseTo(0.6, 12);
  });

  it('takes away a constant bias of the judge', () => {
    const labels = [0.1, 0.3, 0.5, 0.7].map((human) => ({ human, judge: human + 0.2 }));
    const found = correctedMean(labels, { n: 1_000_000, mean: 0.8, variance: 0.05 });
    expect(found?.lambda).toBeGreaterThan(0.99);
    expect(found?.mean).toBeCloseTo(0.6, 2);
  });

  it('needs two labels with finite scores', () => {
    expect(correctedMean([{ human: 1, judge: 1 }], nothing)).toBeNull();
    expect(() => correctedMean([{ human: Number.NaN, judge: 1 }], nothing)).toThrow('expected finite scores');
    expect(() => correctedMean([], { n: 5, mean: 0, variance: -1 })).toThrow(RangeError);
  });

  it('covers the truth where the judge alone never does', () => {
    const words = randomWords('ppi');
    const uniform = () => (words() + 0.5) / 2 ** 32;
    const normal = (sd: number) => sd * normalQuantile(uniform());
    // The judge is 0.15 too friendly, and noisy.
    const item = () => {
      const human = 0.6 + normal(0.2);
      return { human, judge: human + 0.15 + normal(0.1) };
    };
    let covered = 0;
    for (let run = 0; run < 300; run += 1) {
      const labelled = Array.from({ length: 60 }, item);
      const rest = momentsOf(Array.from({ length: 600 }, () => item().judge));
      const { low, high } = correctedMean(labelled, rest)?.interval ?? { low: NaN, high: NaN };
      if (low <= 0.6 && 0.6 <= high) covered += 1;
    }
    expect(covered / 300).toBeGreaterThan(0.92);
    expect(covered / 300).toBeLessThan(0.99);
  });

  it('moves with the scale', () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.record({ human: score, judge: score }), { minLength: 2, maxLength: 20 }),
        fc.array(score, { minLength: 2, maxLength: 20 }),
        (labelled, rest) => {
          const found = correctedMean(labelled, momentsOf(rest));
          const moved = correctedMean(
            labelled.map(({ human, judge }) => ({ human: human + 3, judge: judge + 3 })),
            momentsOf(rest.map((each) => each + 3)),
          );
          expect(moved?.mean).toBeCloseTo((found?.mean ?? NaN) + 3, 6);
          expect(found?.lambda).toBeGreaterThanOrEqual(0);
          expect(found?.lambda).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('correctedRate', () => {
  it.each(vectors.rogan_gladen)('p $p, specificity $q0, sensitivity $q1', (row) => {
    const found = correctedRate(
      { share: row.p, of: row.n },
      { share: row.q0, of: row.m0 },
      { share: row.q1, of: row.m1 },
    );
    expect(found?.rate).toBeCloseTo(row.point, 12);
    expect(found?.interval.low).toBeCloseTo(row.ci95[0] ?? NaN, 10);
    expect(found?.interval.high).toBeCloseTo(row.ci95[1] ?? NaN, 10);
  });

  it('says nothing with a judge that guesses, and everything is possible with too few labels', () => {
    const passed = { share: 0.5, of: 100 };
    expect(correctedRate(passed, { share: 0.5, of: 40 }, { share: 0.5, of: 40 })).toBeNull();
    expect(correctedRate(passed, { share: 0.1, of: 9 }, { share: 1, of: 1 })?.interval).toEqual({
      low: 0,
      high: 1,
    });
  });

  it.each([
    [{ share: 1.1, of: 5 }, 'got 1.1 of 5'],
    [{ share: 0.5, of: 0 }, 'got 0.5 of 0'],
  ])('refuses %o', (bad, message) => {
    expect(() => correctedRate(bad, { share: 1, of: 1 }, { share: 1, of: 1 })).toThrow(message);
  });
});

describe('operatingPoint', () => {
  it('is sensitivity, specificity and what is left of a drop', () => {
    const found = operatingPoint({ bothPass: 90, onlyPeoplePass: 10, bothFail: 30, onlyJudgePasses: 20 });
    expect(found.sensitivity).toMatchObject({ share: 0.9, of: 100 });
    expect(found.specificity).toMatchObject({ share: 0.6, of: 50 });
    expect(found.youden?.j).toBeCloseTo(0.5, 12);
    // Newcombe's distances are those of Wilson's ends from .9 and .6.
    expect(found.youden?.interval.low).toBeCloseTo(
      0.5 - Math.hypot(0.9 - 0.8256343384950865, 0.6 - 0.4618144),
      5,
    );
  });

  // Section 3.4.
  it.each([
    [1, 1, 0.1],
    [0.95, 0.9, 0.085],
    [0.9, 0.8, 0.07],
    [0.9, 0.6, 0.05],
    [0.8, 0.6, 0.04],
  ])('sensitivity %f, specificity %f: a drop of .10 appears as %f', (sensitivity, specificity, expected) => {
    const { youden } = operatingPoint({
      bothPass: sensitivity * 100,
      onlyPeoplePass: (1 - sensitivity) * 100,
      bothFail: specificity * 100,
      onlyJudgePasses: (1 - specificity) * 100,
    });
    expect(attenuated(0.1, youden?.j ?? NaN)).toBeCloseTo(expected, 12);
  });

  it('is unknown where people passed, or failed, nothing', () => {
    const passed = operatingPoint({ bothPass: 4, onlyPeoplePass: 1, bothFail: 0, onlyJudgePasses: 0 });
    expect(passed).toMatchObject({ sensitivity: { share: 0.8 }, specificity: null, youden: null });
    const failed = operatingPoint({ bothPass: 0, onlyPeoplePass: 0, bothFail: 1, onlyJudgePasses: 1 });
    expect(failed).toMatchObject({ sensitivity: null, specificity: { share: 0.5 }, youden: null });
  });
});
