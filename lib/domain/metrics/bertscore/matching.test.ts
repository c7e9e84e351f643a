import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectorFile from '#lib/testing/vectors/bertscore_matching.json' with { type: 'json' };
import { bestSimilarities } from './best-similarities.ts';
import { greedyMatch, normaliseVectors } from './matching.ts';

const TOLERANCE = 2e-6;

function tokens(embeddings: readonly (readonly number[])[], weights: readonly number[]) {
  const dimensions = embeddings[0]?.length ?? 1;
  return { vectors: normaliseVectors(Float32Array.from(embeddings.flat()), dimensions), dimensions, weights };
}

describe('greedyMatch against values computed by bert_score', () => {
  it('has the vectors', () => {
    expect(vectorFile.vectors).toHaveLength(8);
  });

  it.each(vectorFile.vectors)('$id: $note', (row) => {
    const actual = greedyMatch(tokens(row.ref_emb, row.ref_idf), tokens(row.cand_emb, row.cand_idf));
    expect(Math.abs(actual.precision - row.expected.precision)).toBeLessThanOrEqual(TOLERANCE);
    expect(Math.abs(actual.recall - row.expected.recall)).toBeLessThanOrEqual(TOLERANCE);
    expect(Math.abs(actual.f1 - row.expected.f1)).toBeLessThanOrEqual(TOLERANCE);
  });
});

describe('greedyMatch', () => {
  const one = tokens([[1, 0]], [1]);

  it.each([
    ['no tokens', [], []],
    [
      'special tokens alone',
      [
        [1, 0],
        [0, 1],
      ],
      [0, 0],
    ],
  ])('scores %s with 0, on either side', (_name, embeddings, weights) => {
    const nothing = { ...tokens(embeddings, weights), dimensions: 2 };
    const zero = { precision: 0, recall: 0, f1: 0 };
    expect(greedyMatch(one, nothing)).toEqual(zero);
    expect(greedyMatch(nothing, one)).toEqual(zero);
  });

  it('never gives a number that is none, whatever the signs', () => {
    const opposite = tokens([[-1, 0]], [1]);
    expect(greedyMatch(one, opposite)).toEqual({ precision: -1, recall: -1, f1: -1 });
    const right = tokens([[0, 1]], [1]);
    expect(greedyMatch(one, right)).toEqual({ precision: 0, recall: 0, f1: 0 });
  });

  it('leaves a vector of zeros as it is', () => {
    expect(normaliseVectors(Float32Array.of(0, 0, 3, 4), 2)).toEqual(Float32Array.of(0, 0, 0.6, 0.8));
  });
});

describe('bestSimilarities', () => {
  it('finds what a plain loop finds, for every remainder of its blocks', () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true });
    const vectors = fc.array(fc.tuple(number, number, number), { minLength: 1, maxLength: 11 });
    fc.assert(
      fc.property(vectors, vectors, (a, b) => {
        const rows = Float32Array.from(a.flat());
        const columns = Float32Array.from(b.flat());
        const dot = (i: number, j: number) =>
          [0, 1, 2].reduce((sum, k) => sum + (rows[3 * i + k] ?? 0) * (columns[3 * j + k] ?? 0), 0);
        const best = bestSimilarities(rows, columns, 3);
        a.forEach((_, i) => {
          expect(best.ofRows[i]).toBeCloseTo(Math.max(...b.map((__, j) => dot(i, j))), 12);
        });
        b.forEach((_, j) => {
          expect(best.ofColumns[j]).toBeCloseTo(Math.max(...a.map((__, i) => dot(i, j))), 12);
        });
      }),
    );
  });
});
