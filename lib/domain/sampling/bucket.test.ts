import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, isSampled, promptHashOf } from './bucket.ts';

const md5Hex = (text: string) => createHash('md5').update(text, 'utf8').digest('hex');

describe('bucketOf', () => {
  // Expected values: `printf '%s' 'shadow:hello' | md5sum | cut -c1-8`, as an unsigned integer modulo 10000.
  it.each([
    ['shadow', 'hello', 8758],
    ['shadow', 'What is the capital of France?', 6602],
    ['shadow', '', 9472],
    ['canary', 'hello', 1433],
    ['shadow', 'Grüße, 世界 🌍', 2221],
  ] as const)('%s:%s → %i', (salt, key, expected) => {
    expect(bucketOf(salt, key, md5Hex)).toBe(expected);
  });

  it('spreads keys evenly: no bucket range is starved', () => {
    const hundredths = new Array<number>(100).fill(0);
    for (let i = 0; i < 50_000; i += 1) {
      const slot = Math.floor(bucketOf('shadow', `request-${i}`, md5Hex) / 100);
      hundredths[slot] = (hundredths[slot] ?? 0) + 1;
    }
    const chiSquare = hundredths.reduce((sum, seen) => sum + (seen - 500) ** 2 / 500, 0);
    expect(chiSquare).toBeLessThan(149); // p = 0.001 at 99 degrees of freedom
  });
});

describe('isSampled', () => {
  it.each([
    [0, 0, false],
    [0, 0.01, true],
    [1, 0.01, false],
    [499, 5, true],
    [500, 5, false],
    [9999, 100, true],
  ])('bucket %i at %f %% → %s', (bucket, percentage, expected) => {
    expect(isSampled(bucket, percentage)).toBe(expected);
  });

  it('nests: whoever is in at a lower percentage stays in at a higher one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9999 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (bucket, a, b) => !isSampled(bucket, Math.min(a, b)) || isSampled(bucket, Math.max(a, b)),
      ),
    );
  });
});

describe('promptHashOf', () => {
  it('is the signed big-endian head of the digest', () => {
    expect(promptHashOf('hello', md5Hex)).toBe(0x5d41402abc4b2a76n);
    for (const prompt of ['', 'ünïcödé', 'a', 'b', 'c']) {
      expect(promptHashOf(prompt, md5Hex)).toBe(createHash('md5').update(prompt).digest().readBigInt64BE(0));
    }
  });
});
