import { hash32, mix32 } from './text-hash.ts';

/** Of longer prompts only the beginning is compared. */
const MOST_WORDS = 1_024;
const SKETCH_SIZE = 128;

/*
 * Locality-sensitive hashing: 16 bands of 4 minimum hashes. Two prompts with a Jaccard similarity of 0.8 share a band with
 * a probability of 0.9998, and of 0.3 with 0.12.
 */
export const BANDS = 16;
const ROWS = 4;
const SALTS = Uint32Array.from({ length: BANDS * ROWS }, (_, index) => mix32(0x9e3779b9 * (index + 1)));

/** The features of a prompt by its words: hashes of its words and of its pairs of neighbouring words, ascending, each once. */
export function featuresOf(promptWords: readonly string[]): Uint32Array {
  const words = promptWords.slice(0, MOST_WORDS);
  const hashes = new Set<number>();
  for (const [index, word] of words.entries()) {
    hashes.add(hash32(word, 1));
    const next = words[index + 1];
    if (next !== undefined) hashes.add(hash32(`${word} ${next}`, 2));
  }
  return Uint32Array.from(hashes).sort();
}

/** The smallest features: all of a short prompt, a random sample of a long one's. */
export function sketchOf(features: Uint32Array): Uint32Array {
  return features.slice(0, SKETCH_SIZE);
}

/** One hash a band; prompts that share one are candidates for being nearly the same. */
export function bandsOf(features: Uint32Array): Uint32Array {
  const bands = new Uint32Array(BANDS);
  for (let band = 0; band < BANDS; band += 1) {
    let joined = band;
    for (let row = 0; row < ROWS; row += 1) {
      joined = mix32(joined ^ smallest(features, SALTS[band * ROWS + row] ?? 0));
    }
    bands[band] = joined;
  }
  return bands;
}

function smallest(features: Uint32Array, salt: number): number {
  let least = 0xffffffff;
  for (const feature of features) {
    let hash = Math.imul(feature ^ salt, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) >>> 0;
    if (hash < least) least = hash;
  }
  return least;
}

/**
 * Jaccard similarity (0 to 1) of two prompts by their sketches: exact where both have at most 128 features (some 64 words),
 * with a standard error of at most 0.05 for longer ones.
 */
export function similarity(a: Uint32Array, b: Uint32Array): number {
  let i = 0;
  let j = 0;
  let union = 0;
  let shared = 0;
  const isSampled = a.length === SKETCH_SIZE || b.length === SKETCH_SIZE;
  while ((i < a.length || j < b.length) && !(isSampled && union === SKETCH_SIZE)) {
    const left = a[i] ?? Infinity;
    const right = b[j] ?? Infinity;
    if (left === right) shared += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
    union += 1;
  }
  return union === 0 ? 0 : shared / union;
}
