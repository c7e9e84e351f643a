import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTokens } from './tokens.ts';

describe('countTokens', () => {
  it.each<[number, string]>([
    [0, ''],
    [0, ' \t '],
    [1, 'word'],
    [1, 'eighteen'],
    [2, 'internationa'],
    [6, 'The cat sat, then left'],
    [1, '123'],
    [2, '1234'],
    [3, '3.14'],
    [3, 'a\n\n\nb'],
    [4, '今天下雨'],
    [2, 'Привет'],
    [2, '🎉🎉'],
    [3, "don't"],
  ])('%i in %j', (expected, text) => {
    expect(countTokens(text)).toBe(expected);
  });

  it('adds up over words, and doesn’t depend on the number of spaces', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }).filter((text) => !/\s/.test(text))), (words) => {
        const sum = words.reduce((total, word) => total + countTokens(word), 0);
        expect(countTokens(words.join(' '))).toBe(sum);
        expect(countTokens(words.join('   '))).toBe(sum);
      }),
    );
  });
});
