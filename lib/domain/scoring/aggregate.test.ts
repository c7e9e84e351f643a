import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Accumulator } from './accumulator.ts';
import { RunAggregator, type AggregateInput } from './aggregate.ts';
import { compositeScore, meanOfPresent } from './composite.ts';

const weights = { embedding: 0.3, rouge_l: 0.2, judge_score: 0.5 };
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const score = fc.option(unit);

describe('compositeScore', () => {
  it.each([
    ['all there', { embedding: 0.9, rouge_l: 0.4, judge_score: 0.8 }, 0.75],
    [
      'one missing: the others share its weight',
      { embedding: null, rouge_l: 0.4, judge_score: 0.8 },
      0.48 / 0.7,
    ],
    ['only one there', { embedding: null, rouge_l: 0.4, judge_score: null }, 0.4],
    ['a real 0 counts', { embedding: 0, rouge_l: 0, judge_score: 0 }, 0],
    ['none there', { embedding: null, rouge_l: null, judge_score: null }, null],
  ])('%s', (_, scores, expected) => {
    const actual = compositeScore(scores, weights);
    if (expected === null) expect(actual).toBeNull();
    else expect(actual).toBeCloseTo(expected, 12);
  });

  it('leaves a metric of weight 0 out', () => {
    const scores = { embedding: 0, rouge_l: 0.5, judge_score: null };
    expect(compositeScore(scores, { embedding: 0, rouge_l: 1, judge_score: 1 })).toBe(0.5);
    expect(
      compositeScore({ ...scores, rouge_l: null }, { embedding: 0, rouge_l: 1, judge_score: 1 }),
    ).toBeNull();
  });

  it('lies between the lowest and the highest score', () => {
    fc.assert(
      fc.property(score, score, score, (embedding, rouge_l, judge_score) => {
        const there = [embedding, rouge_l, judge_score].filter((value) => value !== null);
        const composite = compositeScore({ embedding, rouge_l, judge_score }, weights);
        fc.pre(there.length > 0);
        expect(composite).toBeGreaterThanOrEqual(Math.min(...there) - 1e-12);
        expect(composite).toBeLessThanOrEqual(Math.max(...there) + 1e-12);
      }),
    );
  });
});

describe('Accumulator', () => {
  const summaryOf = (values: readonly (number | null)[]) => {
    const accumulator = new Accumulator();
    for (const value of values) accumulator.add(value);
    return accumulator.summary();
  };

  it.each([
    ['nothing', [], { n: 0, missing: 0, mean: null, sd: null }],
    ['one', [0.25], { n: 1, missing: 0, mean: 0.25, sd: null }],
    ['missing alone', [null, null], { n: 0, missing: 2, mean: null, sd: null }],
    [
      '2, 4, 4, 4, 5, 5, 7, 9 and one missing',
      [2, 4, 4, null, 4, 5, 5, 7, 9],
      { n: 8, missing: 1, mean: 5, sd: Math.sqrt(32 / 7) },
    ],
  ])('of %s', (_, values, expected) => {
    expect(summaryOf(values)).toEqual(expected);
  });

  it('equals the two-pass formulas', () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 2, maxLength: 50 }), (values) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        const summary = summaryOf(values);
        expect(summary.mean).toBeCloseTo(mean, 12);
        expect(summary.sd).toBeCloseTo(Math.sqrt(squares / (values.length - 1)), 12);
      }),
    );
  });
});

const example = (category: string, composites: (number | null)[], changes: object = {}): AggregateInput => ({
  category,
  composite: meanOfPresent(composites),
  answers: composites.map((value) => ({
    scores: { embedding: null, rouge_l: value, judge_score: null },
    checks: [],
    judge: [],
    ...changes,
  })),
});

const aggregate = (examples: readonly AggregateInput[], ...given: (readonly [string, number])[]) => {
  const aggregator = new RunAggregator(given);
  for (const item of examples) aggregator.add(item);
  return aggregator.finish();
};

describe('RunAggregator', () => {
  it('weighs categories, not examples', () => {
    const { overall, overall_metrics, categories } = aggregate(
      [example('a', [1]), example('a', [0.5]), example('b', [0])],
      ['a', 1],
      ['b', 3],
    );
    expect(categories.a?.composite).toMatchObject({ n: 2, mean: 0.75 });
    expect(overall).toBeCloseTo((0.75 * 1 + 0 * 3) / 4, 12);
    expect(overall_metrics.composite.mean).toBeCloseTo(0.5, 12);
  });

  it('counts an example once, whatever its answers', () => {
    const { categories } = aggregate([example('a', [1, 1, 1, 1]), example('a', [0])]);
    expect(categories.a?.composite).toEqual({ n: 2, missing: 0, mean: 0.5, sd: Math.SQRT1_2 });
    expect(categories.a?.rouge_l).toEqual(categories.a?.composite);
  });

  it('leaves a category without a score out of the overall, and says how many are missing', () => {
    const { overall, categories } = aggregate([example('a', [0.6]), example('b', [null, null])]);
    expect(overall).toBe(0.6);
    expect(categories.b?.composite).toEqual({ n: 0, missing: 1, mean: null, sd: null });
  });

  it.each([
    ['no examples', []],
    ['nothing scored', [example('a', [null])]],
  ])('has no overall with %s', (_, examples) => {
    expect(aggregate(examples).overall).toBeNull();
  });

  it('has no overall when all weights are 0', () => {
    expect(aggregate([example('a', [1])], ['a', 0]).overall).toBeNull();
  });

  it('counts checks and means of criteria that apply', () => {
    const criterion = (id: string, value: number, isIdle = false) => ({
      id,
      score: value,
      not_applicable: isIdle,
    });
    const changes = {
      checks: [
        { required: true, passed: false },
        { required: true, passed: true },
        { required: false, passed: false },
      ],
      judge: [
        { judgement: { criteria: [criterion('truth', 5), criterion('form', 0, true)] } },
        { judgement: { criteria: [criterion('truth', 2), criterion('form', 0, true)] } },
        { judgement: null },
      ],
    };
    const { checks, categories, overall_metrics } = aggregate([
      example('a', [1], changes),
      example('b', [1], changes),
    ]);
    expect(checks).toEqual({ checks: 6, passed: 2, required: 4, required_failed: 2 });
    expect(categories.a?.checks).toEqual({ checks: 3, passed: 1, required: 2, required_failed: 1 });
    expect(overall_metrics.criteria).toEqual({ truth: { n: 2, missing: 0, mean: 3.5, sd: 0 } });
  });

  it('takes any name for a category', () => {
    const { categories } = aggregate([example('__proto__', [1]), example('constructor', [0])]);
    expect(Object.keys(categories).sort()).toEqual(['__proto__', 'constructor']);
  });
});
