import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deriveUuid7, timeOfUuid7, uuid7 } from './uuid7.ts';

it('matches the example of RFC 9562, appendix A.6', () => {
  const random = Uint8Array.from(Buffer.from('0cc398c4dc0c0c07398f', 'hex'));
  expect(uuid7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

it('gives its time back and sorts by it', () => {
  const time = fc.integer({ min: 0, max: 2 ** 47 });
  fc.assert(
    fc.property(time, time, (a, b) => {
      const [first, second] = [uuid7(a, randomBytes(10)), uuid7(b, randomBytes(10))];
      expect(timeOfUuid7(first)?.getTime()).toBe(a);
      if (a < b) expect(first < second).toBe(true);
    }),
  );
});

it('tells other texts apart', () => {
  expect(timeOfUuid7('00000000-0000-4000-8000-000000000000')).toBeNull();
  expect(timeOfUuid7('x')).toBeNull();
});

it('derives the same id from the same parent and name, with the time of the parent', () => {
  const parent = uuid7(1_790_000_000_000, randomBytes(10));
  const digest = (name: string) => createHash('md5').update(parent).update(name).digest('hex');
  expect(deriveUuid7(parent, digest('a'))).toBe(deriveUuid7(parent, digest('a')));
  expect(deriveUuid7(parent, digest('a'))).not.toBe(deriveUuid7(parent, digest('b')));
  expect(timeOfUuid7(deriveUuid7(parent, digest('a')))?.getTime()).toBe(1_790_000_000_000);
});
