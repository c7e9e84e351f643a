import type { Sha256Hex } from './content-hash.ts';

interface Sampled {
  id: string;
  category: string;
}

/**
 * About `share` (above 0, at most 1) of the examples, in the order given, every category in proportion and none left
 * out. Which ones depends on ids and seed alone, and a larger share holds all of a smaller one's.
 *
 * Places are given to the categories by Webster's method, after one for each. Rounding by largest remainders would come
 * out the same up to one example, but there a category can lose a place when the share grows.
 */
export function stratifiedSample<T extends Sampled>(
  examples: readonly T[],
  share: number,
  seed: number | string,
  sha256Hex: Sha256Hex,
): T[] {
  if (!(share > 0 && share <= 1)) {
    throw new RangeError(`expected a share above 0 and at most 1, got ${share}`);
  }
  const categories = Map.groupBy(examples, ({ category }) => category);
  const places = [...categories].flatMap(([category, members]) => {
    const drawn = members.map(({ id }) => ({ id, key: sha256Hex(`${seed}:${id}`) }));
    drawn.sort((a, b) => compare(a.key, b.key));
    return drawn.map(({ id }, rank) => ({
      id,
      category,
      turn: rank === 0 ? 0 : (rank + 0.5) / members.length,
    }));
  });
  places.sort((a, b) => a.turn - b.turn || compare(a.category, b.category));
  // 0.07 × 100 is 7.000000000000001, and 1.005 × 100 is 100.49999999999999.
  const wanted = Math.round(Number((share * examples.length).toPrecision(12)));
  const chosen = new Set(places.slice(0, Math.max(wanted, categories.size)).map(({ id }) => id));
  return examples.filter(({ id }) => chosen.has(id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
