import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScoreSums } from '#lib/domain/evaluation/score-sums.ts';
import { agreementFigures, type LabelledExchange } from './agreement-figures.ts';

const OPTIONS = { passScore: 0.6, seed: 'test' };
const sumsOf = (scores: readonly number[]): ScoreSums => ({
  ...{ evaluations: scores.length, scored: scores.length },
  sum: scores.reduce((sum, score) => sum + score, 0),
  squares: scores.reduce((sum, score) => sum + score ** 2, 0),
});
const passedOf = (scores: readonly number[]) => ({
  passed: scores.filter((score) => score >= OPTIONS.passScore).length,
  of: scores.length,
});
const pair = (judge: number, ...labels: number[]): LabelledExchange => ({
  ...{ judge, labels, people: labels.map((_, i) => `person ${i}`) },
});

describe('agreementFigures', () => {
  it('sees full agreement as such', () => {
    const exchanges = [0, 0.2, 0.4, 0.6, 0.8, 1].map((score) => pair(score, score, score));
    const judged = exchanges.map(({ judge }) => judge);
    const figures = agreementFigures(exchanges, sumsOf(judged), passedOf(judged), OPTIONS);
    expect(figures.levels.map((row, i) => row[i])).toEqual([1, 1, 1, 1, 1, 1]);
    expect(figures.verdicts).toEqual({
      ...{ both_pass: 3, both_fail: 3, only_judge_passes: 0, only_people_pass: 0 },
    });
    expect(figures).toMatchObject({
      ...{
        weighted_kappa: { value: 1 },
        kappa: { value: 1 },
        alpha: { value: 1 },
        human_alpha: { value: 1 },
      },
      ...{ sensitivity: { value: 1 }, specificity: { value: 1 }, youden: 1 },
    });
    expect(figures.corrected_mean.value).toBeCloseTo(0.5, 12);
  });

  it('counts by the judge in rows and people in columns, three fifths as a pass', () => {
    const exchanges = [pair(0.2 + 0.4, 0.6), pair(0.9, 0.1), pair(0.1, 0.7), pair(0.55, 0.4)];
    const judged = [0.6, 0.9, 0.1, 0.55];
    const { levels, verdicts } = agreementFigures(exchanges, sumsOf(judged), passedOf(judged), OPTIONS);
    expect(levels[3]?.[3]).toBe(1);
    expect(levels[5]?.[1]).toBe(1);
    expect(levels[1]?.[4]).toBe(1);
    expect(verdicts).toEqual({
      ...{ both_pass: 1, only_judge_passes: 1, only_people_pass: 1, both_fail: 1 },
    });
  });

  it('corrects a judge that is too kind by as much as the labels say', () => {
    const rest = Array.from({ length: 400 }, (_, i) => 0.5 + (i % 5) / 10);
    const labelled = Array.from({ length: 40 }, (_, i) => pair(0.5 + (i % 5) / 10, 0.3 + (i % 5) / 10));
    const all = [...rest, ...labelled.map(({ judge }) => judge)];
    const figures = agreementFigures(labelled, sumsOf(all), passedOf(all), OPTIONS);
    expect(figures.judge_mean.value).toBeCloseTo(0.7, 9);
    expect(figures.corrected_mean.value).toBeCloseTo(0.5, 9);
    expect(figures.lambda).toBeGreaterThan(0.8);
  });

  it('says nothing where there is nothing', () => {
    const figures = agreementFigures([], sumsOf([0.4, 0.6]), passedOf([]), OPTIONS);
    expect(figures.judge_mean.value).toBeCloseTo(0.5, 12);
    const nothing = { value: null, low: null, high: null };
    expect(figures).toMatchObject({
      ...{ alpha: nothing, kappa: nothing, weighted_kappa: nothing, corrected_mean: nothing },
      ...{ label_mean: nothing, lambda: null, youden: null },
      ...{ same_verdict: nothing, judge_alpha_gap: nothing },
      ...{ judge_pass_rate: nothing, corrected_pass_rate: nothing },
    });
  });

  it('corrects the share that passes by what the judge lets through', () => {
    // Of what people pass the judge passes 9 of 10, of what they fail it fails 7 of 10.
    const of = (judge: number, label: number, times: number) =>
      Array.from({ length: times }, () => pair(judge, label));
    const labelled = [...of(1, 1, 90), ...of(0, 1, 10), ...of(0, 0, 35), ...of(1, 0, 15)];
    const figures = agreementFigures(labelled, sumsOf([]), { passed: 400, of: 500 }, OPTIONS);
    expect(figures.same_verdict.value).toBeCloseTo(125 / 150, 12);
    expect(figures.judge_pass_rate.value).toBe(0.8);
    // The first row of the vectors of Rogan and Gladen's estimate.
    expect(figures.corrected_pass_rate.value).toBeCloseTo(0.8333333333, 9);
    expect(figures.corrected_pass_rate.low).toBeCloseTo(0.7286704793, 9);
    expect(figures.corrected_pass_rate.high).toBeCloseTo(0.9501281108, 9);
  });

  it('compares the judge with people where several labelled', () => {
    const labels = [0, 0.2, 0.4, 0.6, 0.8, 1, 0, 0.4, 0.8, 1, 0.2, 0.6];
    const opposite = labels.map((label) => pair(1 - label, label, label));
    const alike = labels.map((label) => pair(label, label, Math.min(1, label + 0.2)));
    const gapOf = (some: LabelledExchange[]) =>
      agreementFigures(some, sumsOf([]), passedOf([]), OPTIONS).judge_alpha_gap;
    expect(gapOf(opposite).high).toBeLessThan(0);
    expect(gapOf(alike).value).toBeGreaterThan(0);
    expect(gapOf(labels.map((label) => pair(label, label)))).toEqual({ value: null, low: null, high: null });
  });

  it('gives figures in their ranges for any scores', () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    const exchange = fc
      .tuple(score, fc.array(score, { minLength: 1, maxLength: 3 }))
      .map(([judge, labels]) => pair(judge, ...labels));
    fc.assert(
      fc.property(fc.array(exchange, { maxLength: 12 }), fc.array(score, { maxLength: 12 }), (some, rest) => {
        const all = [...some.map(({ judge }) => judge), ...rest];
        const figures = agreementFigures(some, sumsOf(all), passedOf(all), OPTIONS);
        expect(figures.levels.flat().reduce((sum, count) => sum + count, 0)).toBe(some.length);
        for (const { value, low, high } of [figures.corrected_mean, figures.judge_mean, figures.label_mean])
          for (const each of [value, low, high]) if (each !== null) expect(each >= 0 && each <= 1).toBe(true);
        if (figures.lambda !== null) expect(figures.lambda >= 0 && figures.lambda <= 1).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
