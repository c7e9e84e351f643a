import { hashText } from '../simulator/random.ts';

/**
 * An endless, repeatable sequence of unsigned 32-bit words that depends on the key alone: xoshiro128** (Blackman and
 * Vigna), whose four words of state are filled by the finaliser of murmur3 from the key's hash. Period 2^128 - 1.
 */
export function randomWords(key: string): () => number {
  let seed = hashText(key);
  const next = () => {
    seed = (seed + 0x9e3779b9) | 0;
    let word = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return word ^ (word >>> 16);
  };
  // A state of zeros alone would stay there.
  let [a, b, c, d] = [next(), next(), next(), next() | 1];
  return () => {
    const product = Math.imul(b, 5);
    const word = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return word >>> 0;
  };
}

/** A whole number in [0, below), without the bias of a remainder (it is below 2^-21 for lists of a thousand). */
export function randomIndex(words: () => number, below: number): number {
  return Math.floor((words() / 2 ** 32) * below);
}
