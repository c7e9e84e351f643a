import { describe, expect, it } from 'vitest';
import { createRegexFinders } from './regex-finder.ts';

const begin = createRegexFinders(200, () => performance.now());
const CUSTOMER = String.raw`C-\d{6}`;

describe('a finder', () => {
  it.each([
    [
      CUSTOMER,
      'a C-123456 C-1 C-654321',
      [
        [2, 10],
        [15, 23],
      ],
    ],
    [
      'x*y|z',
      '🌍zxxy',
      [
        [2, 3],
        [3, 6],
      ],
    ],
    ['(?i:abc)', 'ABC', [[0, 3]]],
    ['(?:ab)+', 'ababc', [[0, 4]]],
    ['q', 'abc', []],
    ['(?=b)|(?:ab)+', 'aba', [[0, 2]]],
  ])('finds %s in %j', (pattern, text, expected) => {
    expect(begin()(pattern, text)).toEqual(expected.map(([start, end]) => ({ start, end })));
  });

  it('finds the same in a long text, where it can be stopped', () => {
    const text = `${'x'.repeat(200_000)}C-123456`;
    expect(begin()(String.raw`C-\d+`, text)).toEqual([{ start: 200_000, end: 200_008 }]);
  });

  it('gives up a search that takes too long, and all further ones of the same budget', () => {
    const find = begin();
    const startedMs = performance.now();
    expect(find('(a+)+$', `${'a'.repeat(60)}!`)).toBeNull();
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    expect(find('b', 'b')).toBeNull();
    expect(begin()('b', 'b')).toEqual([{ start: 0, end: 1 }]);
  });
});
