import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combinedHash, contentHash, exampleHash } from './content-hash.ts';
import { exampleSchema, type Example } from './example.ts';

const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex');
const hash = (examples: readonly Example[]) => contentHash(examples, sha256Hex);

const base = { prompt: 'What is the answer?', reference_response: '42', category: 'c', source: 's' };
const example = (id: string, more: object = {}) => exampleSchema.parse({ id, ...base, ...more });

describe('contentHash', () => {
  it('is 64 hex digits, also of nothing', () => {
    expect(hash([])).toMatch(/^[0-9a-f]{64}$/);
    expect(hash([example('a')])).toMatch(/^[0-9a-f]{64}$/);
  });

  it('does not depend on the order of examples or members, or on defaults being written out', () => {
    const [a, b] = [example('a', { metadata: { x: 1, y: 2 } }), example('b')];
    const reordered = Object.fromEntries(Object.entries({ ...a, metadata: { y: 2, x: 1 } }).toReversed());
    expect(hash([b, reordered as Example])).toBe(hash([a, b]));
    const check = { type: 'must_contain', values: ['a'] };
    expect(hash([example('a', { checks: [{ ...check, required: false, case_sensitive: false }] })])).toBe(
      hash([example('a', { checks: [check] })]),
    );
  });

  it.each<object>([
    { prompt: 'What is the answer ?' },
    { reference_response: '43' },
    { category: 'd' },
    { source: 't' },
    { group: 'g' },
    { metadata: {} },
    { checks: [] },
  ])('changes with %j', (change) => {
    expect(hash([example('a', change)])).not.toBe(hash([example('a')]));
  });

  it('changes when an example is added, taken away or put there twice', () => {
    const [a, b] = [example('a'), example('b')];
    const hashes = [[], [a], [b], [a, b], [a, a]].map(hash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('can be made of the single hashes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/)), (ids) => {
        const examples = ids.map((id) => example(id));
        const hashes = examples.map((one) => exampleHash(one, sha256Hex));
        expect(combinedHash(hashes.toReversed(), sha256Hex)).toBe(hash(examples));
      }),
    );
  });
});
