import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffWords, sideOf, type WordDiff } from './word-diff.ts';

const marked = ({ parts }: WordDiff): string =>
  parts
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('');
const spelled = (diff: WordDiff, side: 'before' | 'after') =>
  sideOf(diff, side)
    .map(({ text }) => text)
    .join('');

describe('diffWords', () => {
  it.each([
    ['a replaced word', 'The cat sat down.', 'The dog sat down.', 'The [-cat-]{+dog+} sat down.'],
    ['several words in a row are one change', 'a b c d e f', 'a x y d e f', 'a [-b c-]{+x y+} d e f'],
    ['an added sentence', 'One.', 'One. Two.', 'One.{+ Two.+}'],
    ['a removed line', 'one\ntwo\nthree', 'one\nthree', 'one\n[-two\n-]three'],
    ['blanks', 'a  b', 'a b', 'a[-  -]{+ +}b'],
    ['case and accents', 'Café is Open', 'Cafe is open', '[-Café-]{+Cafe+} is [-Open-]{+open+}'],
    ['right to left', 'השמים כחולים היום', 'השמים אפורים היום', 'השמים [-כחולים-]{+אפורים+} היום'],
    ['composed emoji stay whole', 'done by 👩‍🔬 today', 'done by 👨‍🔬 today', 'done by [-👩‍🔬-]{+👨‍🔬+} today'],
    ['no change', 'same', 'same', 'same'],
  ])('%s', (_, before, after, expected) => {
    const diff = diffWords(before, after);
    expect(marked(diff)).toBe(expected);
    expect(diff.unit).toBe('words');
  });

  it('takes scripts without spaces apart', () => {
    const diff = diffWords('我今天去学校学习中文', '我昨天去学校学习中文');
    expect(diff.parts.filter(({ kind }) => kind === 'same').length).toBeGreaterThan(0);
    expect(marked(diff)).toContain('[-今天-]{+昨天+}');
  });

  it('shows texts that have little in common as a whole', () => {
    expect(diffWords('alpha beta gamma', 'one two three')).toEqual({
      unit: 'whole',
      parts: [
        { kind: 'removed', text: 'alpha beta gamma' },
        { kind: 'added', text: 'one two three' },
      ],
    });
    expect(diffWords('', 'something').parts).toEqual([{ kind: 'added', text: 'something' }]);
  });

  it('spells both texts, whatever they are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(fc.constantFrom('a', 'b', ' ', '\n', '漢字', 'é', '\r\n'), { maxLength: 40 })
        .map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = diffWords(before, after);
        expect(spelled(diff, 'before')).toBe(before);
        expect(spelled(diff, 'after')).toBe(after);
        expect(diff.parts.every((part) => part.text !== '' || before + after === '')).toBe(true);
      }),
    );
  });

  const words = (count: number, word: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => word(index)).join(' ');

  it('compares 20,000 words when little changed', () => {
    const before = words(20_000, (index) => `w${index % 500}`);
    const after = before.replaceAll('w77 ', 'x77 ');
    expect(diffWords(before, after).unit).toBe('words');
  });

  it('compares lines when too many words changed', () => {
    const line = (index: number, word: string) => words(20, (at) => `${word}${index * 31 + at}`);
    const text = (changed: number) =>
      Array.from({ length: 1_000 }, (_, index) => line(index, index < changed ? 'new' : 'old')).join('\n');
    const diff = diffWords(text(0), text(300));
    expect(diff.unit).toBe('lines');
    expect(spelled(diff, 'after')).toBe(text(300));
  });

  it('gives up on lines as well: 20,000 words, all of them different', () => {
    const diff = diffWords(
      words(20_000, (index) => `a${index}`),
      words(20_000, (index) => `b${index}`),
    );
    expect(diff.unit).toBe('whole');
  });
});
