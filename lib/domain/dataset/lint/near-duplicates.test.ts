import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NEAR, NearDuplicates } from './near-duplicates.ts';
import { NumberPool } from './number-pool.ts';
import { bandsOf, featuresOf, similarity, sketchOf } from './sketch.ts';

const word = fc.stringMatching(/^[a-z]{2,7}$/);

/** By the definition: shared members over all members. */
function jaccard(a: Uint32Array, b: Uint32Array): number {
  const [left, right] = [new Set(a), new Set(b)];
  return left.intersection(right).size / Math.max(1, left.union(right).size);
}

describe('similarity', () => {
  it('is the Jaccard similarity of short prompts', () => {
    const words = fc.array(word, { maxLength: 40 });
    fc.assert(
      fc.property(words, words, words, (shared, left, right) => {
        const a = featuresOf([...shared, ...left]).slice(0, 127);
        const b = featuresOf([...shared, ...right]).slice(0, 127);
        expect(similarity(sketchOf(a), sketchOf(b))).toBeCloseTo(jaccard(a, b), 12);
      }),
    );
  });

  it('is close to it for long ones', () => {
    const words = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `w${from + i}`);
    for (const shift of [50, 150, 400]) {
      const [a, b] = [featuresOf(words(0, 1_000)), featuresOf(words(shift, 1_000 + shift))];
      expect(Math.abs(similarity(sketchOf(a), sketchOf(b)) - jaccard(a, b))).toBeLessThan(0.15);
    }
  });
});

describe('bands', () => {
  it('share at least one where prompts are nearly the same', () => {
    const words = fc.uniqueArray(word, { minLength: 15, maxLength: 60 });
    fc.assert(
      fc.property(words, fc.nat(), (all, at) => {
        const [a, b] = [all, all.with(at % all.length, 'changed')].map((list) => featuresOf(list));
        if (!a || !b || jaccard(a, b) < NEAR) return;
        const theirs = bandsOf(b);
        expect(bandsOf(a).some((band, index) => band === theirs[index])).toBe(true);
      }),
    );
  });
});

describe('NearDuplicates', () => {
  it('gives one finding a prompt, each with an earlier line, in order, also when all are alike', () => {
    const near = new NearDuplicates();
    const prompt = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
    for (let line = 1; line <= 3_000; line += 1) near.add(line, [...prompt, String(line)], undefined);
    const found = near.find();
    expect(found.map(({ line }) => line)).toEqual(Array.from({ length: 2_999 }, (_, i) => i + 2));
    expect(found.every(({ line, earlierLine }) => earlierLine < line)).toBe(true);
  });
});

describe('NumberPool', () => {
  it('gives back every list', () => {
    fc.assert(
      fc.property(fc.array(fc.uint32Array({ maxLength: 400 }), { maxLength: 20 }), (lists) => {
        const pool = new NumberPool();
        for (const list of lists) pool.add(list);
        expect(lists.map((_, index) => [...pool.get(index)])).toEqual(lists.map((list) => [...list]));
      }),
    );
  });
});
