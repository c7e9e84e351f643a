import { describe, expect, it } from 'vitest';
import { contentWords, shareFound, wordsOf } from './words.ts';

describe('wordsOf', () => {
  it.each([
    ["It isn't 1,200.5 km", ['it', 'is', 'not', '1200.5', 'km']],
    ['You can’t, cannot, won’t', ['you', 'can', 'not', 'can', 'not', 'will', 'not']],
    ['abc富士山です', ['abc', '富', '士', '山', 'で', 'す']],
    ['Grüße 3.14', ['grüße', '3.14']],
    ['... !?', []],
  ])('%s', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });
});

describe('contentWords', () => {
  it('drops words without content and spells synonyms and numbers alike', () => {
    expect(contentWords('The two large dogs are fast')).toEqual(contentWords('2 big dogs: quick'));
    expect(contentWords('to be or not to be')).toHaveLength(6);
  });
});

it('counts with multiplicity', () => {
  expect(shareFound(['a', 'a', 'b', 'c'], ['a', 'b', 'b'])).toBe(0.5);
  expect(shareFound([], ['a'])).toBe(1);
});
