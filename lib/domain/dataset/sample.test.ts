import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stratifiedSample } from './sample.ts';

const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex');
const sample = (
  examples: readonly { id: string; category: string }[],
  share: number,
  seed: number | string = 0,
) => stratifiedSample(examples, share, seed, sha256Hex);

/** Examples `a0`, `a1` … `b0` … of categories with these sizes. */
const examplesOf = (sizes: readonly number[]) =>
  sizes.flatMap((size, category) => {
    const name = String.fromCharCode(97 + category);
    return Array.from({ length: size }, (_, i) => ({ id: `${name}${i}`, category: name }));
  });

const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });
const share = fc.integer({ min: 1, max: 1_000 }).map((thousandths) => thousandths / 1_000);
const countOf = (examples: readonly { category: string }[], category: string) =>
  examples.filter((example) => example.category === category).length;

describe('stratifiedSample', () => {
  it.each([
    [[30, 30, 30, 30, 30], 0.1, [3, 3, 3, 3, 3]],
    [[39, 35, 38, 34, 39], 0.1, [4, 4, 4, 3, 4]],
    [[100, 10, 1], 0.1, [9, 1, 1]],
    [[100, 10, 1], 0.001, [1, 1, 1]],
    [[3, 2, 1], 1, [3, 2, 1]],
  ])('of %j, a share of %f is %j', (of, part, expected) => {
    const chosen = sample(examplesOf(of), part);
    expect(of.map((_, index) => countOf(chosen, String.fromCharCode(97 + index)))).toEqual(expected);
  });

  it('has the wanted size, every category, and about its share of each', () => {
    fc.assert(
      fc.property(sizes, share, (of, part) => {
        const examples = examplesOf(of);
        const chosen = sample(examples, part);
        expect(chosen).toHaveLength(Math.max(of.length, Math.round(part * examples.length)));
        for (const [index, size] of of.entries()) {
          const count = countOf(chosen, String.fromCharCode(97 + index));
          expect(count).toBeGreaterThanOrEqual(Math.max(1, Math.floor(part * size) - of.length));
          expect(count).toBeLessThanOrEqual(Math.ceil(part * size) + of.length);
        }
      }),
    );
  });

  it('is held by every larger one of the same seed', () => {
    fc.assert(
      fc.property(sizes, share, share, fc.nat(), (of, one, other, seed) => {
        const examples = examplesOf(of);
        const small = sample(examples, Math.min(one, other), seed);
        expect(sample(examples, Math.max(one, other), seed)).toEqual(expect.arrayContaining(small));
      }),
    );
  });

  it('depends on ids and seed, not on the order of lines, and keeps the order given', () => {
    fc.assert(
      fc.property(sizes, share, (of, part) => {
        const examples = examplesOf(of);
        const chosen = sample(examples, part);
        expect(sample(examples.toReversed(), part)).toEqual(chosen.toReversed());
      }),
    );
    const examples = examplesOf([50, 50]);
    expect(sample(examples, 0.1, 1)).not.toEqual(sample(examples, 0.1, 2));
    expect(sample(examples, 0.1, 1)).toEqual(sample(examples, 0.1, '1'));
  });

  it('of nothing is nothing', () => {
    expect(sample([], 0.5)).toEqual([]);
  });

  it.each([0, -0.1, 1.1, NaN, Infinity])('does not take the share %f', (part) => {
    expect(() => sample(examplesOf([3]), part)).toThrow(RangeError);
  });
});
