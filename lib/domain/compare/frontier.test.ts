import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costFrontier, type PricedQuality } from './frontier.ts';

const of = (...pairs: readonly (readonly [number | null, number | null])[]) =>
  costFrontier(pairs.map(([cost, quality]) => ({ cost, quality })));

describe('costFrontier', () => {
  it.each<[string, [number | null, number | null][], (boolean | null)[]]>([
    ['nobody', [], []],
    ['one alone', [[1, 0.5]], [true]],
    ['dearer and better', [[1, 0.5], [2, 0.6]], [true, true]], // prettier-ignore
    ['dearer and worse', [[1, 0.5], [2, 0.4]], [true, false]], // prettier-ignore
    ['as cheap and worse', [[1, 0.5], [1, 0.4]], [true, false]], // prettier-ignore
    ['as good and dearer', [[1, 0.5], [2, 0.5]], [true, false]], // prettier-ignore
    ['alike', [[1, 0.5], [1, 0.5]], [true, true]], // prettier-ignore
    ['free', [[0, 0.1], [5, 0.9], [6, 0.9]], [true, true, false]], // prettier-ignore
    ['an unknown price beats nobody', [[null, 0.9], [1, 0.5]], [null, true]], // prettier-ignore
    ['an unknown score beats nobody', [[0, null], [1, 0.5]], [null, true]], // prettier-ignore
  ])('%s', (_, pairs, expected) => {
    expect(of(...pairs)).toEqual(expected);
  });

  const known = fc.record({ cost: fc.integer({ min: 0, max: 9 }), quality: fc.integer({ min: 0, max: 9 }) });

  it('holds the best and the cheapest, and rises: more money buys more quality', () => {
    fc.assert(
      fc.property(fc.array(known, { minLength: 1, maxLength: 10 }), (choices) => {
        const flags = costFrontier(choices);
        const frontier = choices.filter((_, index) => flags[index] === true);
        const best = Math.max(...choices.map(({ quality }) => quality));
        const least = Math.min(...choices.map(({ cost }) => cost));
        expect(frontier.some(({ quality }) => quality === best)).toBe(true);
        expect(frontier.some(({ cost }) => cost === least)).toBe(true);
        for (const a of frontier)
          for (const b of frontier) if (a.cost < b.cost) expect(a.quality).toBeLessThan(b.quality);
      }),
    );
  });

  it('leaves nobody out without one that beats them', () => {
    fc.assert(
      fc.property(fc.array(known, { maxLength: 10 }), (choices: PricedQuality[]) => {
        costFrontier(choices).forEach((isOn, index) => {
          const { cost, quality } = choices[index] ?? { cost: 0, quality: 0 };
          const isBeaten = choices.some(
            (other) =>
              Number(other.cost) <= Number(cost) &&
              Number(other.quality) >= Number(quality) &&
              (other.cost !== cost || other.quality !== quality),
          );
          expect(isOn).toBe(!isBeaten);
        });
      }),
    );
  });
});
