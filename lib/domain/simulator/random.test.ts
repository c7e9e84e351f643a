import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashText, pick, randomOf, unitInterval } from './random.ts';

describe('hashText and its numbers', () => {
  it('repeats, and stays in range', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        expect(hashText(key)).toBe(hashText(key));
        expect(unitInterval(key)).toBeGreaterThanOrEqual(0);
        expect(unitInterval(key)).toBeLessThan(1);
        const [a, b] = [randomOf(key), randomOf(key)];
        expect([a(), a(), a()]).toEqual([b(), b(), b()]);
      }),
    );
  });

  it('spreads similar keys and sequences evenly', () => {
    for (const draw of [(i: number) => unitInterval(`request-${i}`), randomOf('one sequence')]) {
      const tenths = new Array<number>(10).fill(0);
      for (let i = 0; i < 20_000; i += 1) {
        const slot = Math.floor(draw(i) * 10);
        tenths[slot] = (tenths[slot] ?? 0) + 1;
      }
      const chiSquare = tenths.reduce((sum, seen) => sum + (seen - 2000) ** 2 / 2000, 0);
      expect(chiSquare).toBeLessThan(27.9); // p = 0.001 at 9 degrees of freedom
    }
  });

  it('picks by number', () => {
    const letters = ['a', 'b', 'c'];
    expect(pick(letters, 0)).toBe('a');
    expect(pick(letters, 0.99)).toBe('c');
    expect(pick(letters.slice(3), 0.5)).toBeUndefined();
  });
});
