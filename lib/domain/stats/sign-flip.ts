import { randomWords } from './random-words.ts';

/** Up to so many non-zero differences every assignment of signs is looked at. */
const MOST_ENUMERATED = 16;
/** A difference this small is rounding, not a difference. */
const NOISE = 1e-9;
/** Sums that should be equal may differ by their rounding, relative to the sum of all magnitudes. */
const RELATIVE_NOISE = 1e-10;

export interface SignFlip {
  /** One-sided p of H0 "signs are a coin's tosses" against "the sum is lower"; 1 when nothing differs. */
  p: number;
  /** Differences that are not 0; p can't be below 2^-differing. */
  differing: number;
  isExact: boolean;
}

export interface SignFlipOptions {
  /** Random assignments of signs beyond the exact range. */
  draws: number;
  /** The same key gives the same draws. */
  key: string;
}

/**
 * Paired sign-flip test, one-sided for a drop: under the null a difference is as likely as its opposite. Exact by
 * enumeration up to 16 non-zero differences, else p = (1 + #{T* <= T}) / (draws + 1) over seeded draws. For clusters give
 * the sum of each cluster's differences: clusters flip as a whole.
 */
export function signFlipTest(deltas: readonly number[], { draws, key }: SignFlipOptions): SignFlip {
  const differing = deltas.filter((delta) => Math.abs(delta) > NOISE);
  const n = differing.length;
  if (n === 0) return { p: 1, differing: 0, isExact: true };
  const observed = differing.reduce((sum, delta) => sum + delta, 0);
  const total = differing.reduce((sum, delta) => sum + Math.abs(delta), 0);
  const limit = observed + RELATIVE_NOISE * total;
  const isExact = n <= MOST_ENUMERATED;
  const sums = isExact ? allSums(differing, total) : randomSums(differing, draws, key);
  let atMost = 0;
  for (const sum of sums) if (sum <= limit) atMost += 1;
  const p = isExact ? atMost / sums.length : (atMost + 1) / (draws + 1);
  return { p, differing: n, isExact };
}

/** The sums under all 2^n assignments of signs. */
function allSums(deltas: readonly number[], total: number): Float64Array {
  const sums = new Float64Array(2 ** deltas.length);
  sums[0] = -total;
  deltas.forEach((delta, index) => {
    const known = 2 ** index;
    const step = 2 * Math.abs(delta);
    for (let i = 0; i < known; i += 1) sums[known + i] = (sums[i] ?? 0) + step;
  });
  return sums;
}

const GROUP = 8;

/**
 * Sums under random signs. Eight differences at a time: the 256 sums that they can make are worked out once, then each draw
 * takes one of them by a random byte, which is eight times fewer additions than sign by sign.
 */
function randomSums(deltas: readonly number[], draws: number, key: string): Float64Array {
  const words = randomWords(key);
  const sums = new Float64Array(draws);
  for (let start = 0; start < deltas.length; start += GROUP) {
    const group = deltas.slice(start, start + GROUP);
    const table = allSums(
      group,
      group.reduce((sum, delta) => sum + Math.abs(delta), 0),
    );
    const mask = table.length - 1;
    for (let draw = 0; draw < draws;) {
      let word = words();
      const end = Math.min(draws, draw + 4);
      for (; draw < end; draw += 1) {
        sums[draw] = (sums[draw] ?? 0) + (table[word & mask] ?? 0);
        word >>>= 8;
      }
    }
  }
  return sums;
}
