/** Unsigned 32-bit hash of a text with a seed: multiply and rotate over UTF-16 code units, then murmur3's finaliser. */
export function hash32(text: string, seed: number): number {
  let hash = seed | 0;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x9e3779b1);
    hash = (hash << 13) | (hash >>> 19);
  }
  return mix32(hash ^ text.length);
}

/** Spreads the bits of a 32-bit number over all of it (murmur3's finaliser). */
export function mix32(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Hash below 2^53: two texts of a million share one with a probability of about 1 to 20,000. */
export function hash53(text: string): number {
  return hash32(text, 0x51ed270b) * 2 ** 21 + (hash32(text, 0x2545f491) >>> 11);
}
