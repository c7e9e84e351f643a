/** Hex MD5 digest (32 lower-case digits) of a text as UTF-8. Injected, so that this layer stays free of platform code. */
export type Md5Hex = (text: string) => string;

const BUCKETS = 10_000;

/** One for each decision, so that none depends on another. */
type Salt = 'shadow' | 'canary' | 'evaluate' | 'label-twice';

/**
 * Bucket in [0, 9999]: the first eight hex digits of MD5(`salt:key`) as an unsigned 32-bit integer, modulo 10000.
 * Eight digits and not the whole digest: a 128-bit number loses its low bits in a double, and only a quarter of the
 * buckets would ever occur.
 */
export function bucketOf(salt: Salt, key: string, md5Hex: Md5Hex): number {
  return Number.parseInt(md5Hex(`${salt}:${key}`).slice(0, 8), 16) % BUCKETS;
}

/** Whether a bucket falls into the first `percentage` (0 to 100, fractions allowed) of all buckets. Ramps nest. */
export function isSampled(bucket: number, percentage: number): boolean {
  return bucket < percentage * (BUCKETS / 100);
}

/** The first eight bytes of MD5(prompt) as a signed 64-bit integer: recognises a prompt without storing it. */
export function promptHashOf(prompt: string, md5Hex: Md5Hex): bigint {
  return BigInt.asIntN(64, BigInt(`0x${md5Hex(prompt).slice(0, 16)}`));
}
