import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rougeVectors as rows } from '#lib/testing/rouge-vectors.ts';
import { rougeL } from './rouge-l.ts';
import { rougeTokens } from './tokenize.ts';

describe('rougeL against values computed by Google rouge_score', () => {
  it('has the vectors', () => {
    expect(rows).toHaveLength(47);
  });

  it.each(rows)('$id: $note', (row) => {
    const actual = rougeL(row.target, row.prediction);
    if (row.n_target_tokens === 0) {
      // Google scores 0/0/0; here a reference without ASCII letters or digits means: not applicable.
      expect(row.rougeL).toEqual({ precision: 0, recall: 0, fmeasure: 0 });
      expect(actual).toBeNull();
      return;
    }
    expect(Math.abs((actual?.precision ?? NaN) - row.rougeL.precision)).toBeLessThanOrEqual(1e-12);
    expect(Math.abs((actual?.recall ?? NaN) - row.rougeL.recall)).toBeLessThanOrEqual(1e-12);
    expect(Math.abs((actual?.f1 ?? NaN) - row.rougeL.fmeasure)).toBeLessThanOrEqual(1e-12);
  });

  it.each(rows.filter((row) => row.target_tokens && row.prediction_tokens))('$id: tokens', (row) => {
    expect(rougeTokens(row.target)).toEqual(row.target_tokens);
    expect(rougeTokens(row.prediction)).toEqual(row.prediction_tokens);
  });
});

describe('rougeL edge cases', () => {
  it.each([
    ['empty reference', '', 'hello'],
    ['both empty', '', ''],
    ['blank reference', ' \n\t', 'hello'],
    ['punctuation only, identical', '... !!!', '... !!!'],
    ['Cyrillic only, identical', 'Привет мир', 'Привет мир'],
    ['Chinese only, identical', '世界', '世界'],
    ['full-width digits', '１２３', '123'],
    ['Arabic-Indic digits', '١٢٣', '123'],
  ])('%s → not applicable', (_name, reference, prediction) => {
    expect(rougeL(reference, prediction)).toBeNull();
  });

  it.each([
    ['empty prediction', 'hello', '', 0, 0, 0],
    ['prediction without ASCII letters or digits', 'hello', '世界 !', 0, 0, 0],
    ['nothing in common', 'red green', 'blue', 0, 0, 0],
    ['case and punctuation do not count', 'Hello, World!', 'hello world', 1, 1, 1],
    ['line breaks do not count', 'a b\nc d', 'a b c d', 1, 1, 1],
    ['prediction is a prefix', 'a b c d', 'a b', 1, 0.5, 2 / 3],
    ['prediction is longer', 'a b', 'x a y b', 0.5, 1, 2 / 3],
    ['order counts', 'a b c', 'c b a', 1 / 3, 1 / 3, 1 / 3],
    ['repeated words count once each', 'the cat', 'the the the cat', 0.5, 1, 2 / 3],
    ['gaps are allowed', 'a b c d e', 'a x c x e', 0.6, 0.6, 0.6],
    ['an underscore separates', 'foo_bar', 'foo bar', 1, 1, 1],
    ['the Kelvin sign becomes k', '\u212Aelvin', 'kelvin', 1, 1, 1],
    ['accented letters separate', 'café', 'caf', 1, 1, 1],
  ])('%s', (_name, reference, prediction, precision, recall, f1) => {
    const actual = rougeL(reference, prediction);
    expect(actual?.precision).toBeCloseTo(precision, 12);
    expect(actual?.recall).toBeCloseTo(recall, 12);
    expect(actual?.f1).toBeCloseTo(f1, 12);
  });
});

describe('rougeL properties', () => {
  const tokens = fc.array(fc.constantFrom('a', 'b', 'c', 'd1'), { minLength: 1, maxLength: 12 });
  const text = tokens.map((list) => list.join(' '));
  const anyText = fc.string({ unit: 'binary', maxLength: 60 });

  /** Longest common subsequence straight from its definition, exponential and obviously right. */
  const commonLength = (a: readonly string[], b: readonly string[]): number => {
    const [firstA, ...restA] = a;
    const [firstB, ...restB] = b;
    if (firstA === undefined || firstB === undefined) return 0;
    if (firstA === firstB) return 1 + commonLength(restA, restB);
    return Math.max(commonLength(restA, b), commonLength(a, restB));
  };

  it('counts the longest common subsequence', () => {
    const short = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(short, short, (reference, prediction) => {
        const common = commonLength(reference, prediction);
        const actual = rougeL(reference.join(' '), prediction.join(' '));
        expect(actual?.recall).toBe(common / reference.length);
        expect(actual?.precision).toBe(common / prediction.length);
      }),
    );
  });

  it('swaps precision and recall, and keeps F1, when the texts are swapped', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const forth = rougeL(a, b);
        const back = rougeL(b, a);
        expect(forth).not.toBeNull();
        expect(back).toEqual({ precision: forth?.recall, recall: forth?.precision, f1: forth?.f1 });
      }),
    );
  });

  it('scores a text against itself with 1, unless the metric does not apply', () => {
    fc.assert(
      fc.property(fc.oneof(text, anyText), (a) => {
        const expected = rougeTokens(a).length > 0 ? { precision: 1, recall: 1, f1: 1 } : null;
        expect(rougeL(a, a)).toEqual(expected);
      }),
    );
  });

  it('stays within [0, 1], F1 between precision and recall', () => {
    fc.assert(
      fc.property(fc.oneof(text, anyText), fc.oneof(text, anyText), (a, b) => {
        const scores = rougeL(a, b);
        fc.pre(scores !== null);
        const { precision, recall, f1 } = scores;
        for (const score of [precision, recall, f1]) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
        expect(f1).toBeGreaterThanOrEqual(Math.min(precision, recall) - 1e-12);
        expect(f1).toBeLessThanOrEqual(Math.max(precision, recall) + 1e-12);
      }),
    );
  });

  it('never loses recall when the prediction grows at its end', () => {
    fc.assert(
      fc.property(text, text, text, (reference, prediction, more) => {
        const before = rougeL(reference, prediction)?.recall ?? NaN;
        expect(rougeL(reference, `${prediction} ${more}`)?.recall).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});
