/**
 * Unsigned 32-bit hash of a text: FNV-1a over UTF-16 code units with murmur3's finaliser, because plain FNV-1a leaves
 * similar texts with similar hashes. Not for sampling decisions: those use MD5 (see the sampling folder).
 */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A number in [0, 1) that depends on the key alone. */
export function unitInterval(key: string): number {
  return hashText(key) / 2 ** 32;
}

/** An endless, repeatable sequence of numbers in [0, 1) that depends on the key alone (mulberry32). */
export function randomOf(key: string): () => number {
  let state = hashText(key);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One element of a list, chosen by a number in [0, 1); undefined only when the list is empty. */
export function pick<T>(items: readonly T[], draw: number): T | undefined {
  return items[Math.floor(draw * items.length)];
}
