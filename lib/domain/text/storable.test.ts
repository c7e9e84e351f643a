import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storableJson, storableLine, storableText } from './storable.ts';

/** Whether PostgreSQL could hold the text. */
const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0');
/** Texts with the characters that make trouble, and with what only looks like them. */
const troubled = fc
  .array(fc.constantFrom('\0', '\ud800', '\udfff', '\ud83c\udf0d', '\\', 'u0000', 'ud800', '"', 'ü', 'a'))
  .map((parts) => parts.join(''));

describe('storableText', () => {
  it.each([
    ['plain text', 'plain', 'plain'],
    ['nothing', '', ''],
    ['other control characters', '\u0001\n\t\u007f', '\u0001\n\t\u007f'],
    ['characters of every plane', 'ü 語 🌍', 'ü 語 🌍'],
    ['U+0000', 'a\0b\0', 'a\ufffdb\ufffd'],
    ['the first half of a character', 'a\ud83cb', 'a\ufffdb'],
    ['the second half of a character', '\udf0d', '\ufffd'],
    ['halves the wrong way round', '\udf0d\ud83c', '\ufffd\ufffd'],
    ['both at once', '\0\ud800', '\ufffd\ufffd'],
    ['U+FFFD itself', '\ufffd', '\ufffd'],
  ])('%s', (_, given, expected) => {
    expect(storableText(given)).toBe(expected);
  });

  it('can always be stored, has the same length, and is the same when it could be stored before', () => {
    fc.assert(
      fc.property(troubled, (text) => {
        const stored = storableText(text);
        expect(isStorable(stored)).toBe(true);
        expect(stored).toHaveLength(text.length);
        if (isStorable(text)) expect(stored).toBe(text);
      }),
    );
  });
});

describe('storableJson', () => {
  it('mends every text in a value, keys included, and nothing else', () => {
    const given = { 'k\0': ['\ud800', { deep: 'a\0' }], n: 1.5, t: true, z: null };
    expect(storableJson(given)).toEqual({
      'k\ufffd': ['\ufffd', { deep: 'a\ufffd' }],
      n: 1.5,
      t: true,
      z: null,
    });
  });

  it('keeps a member called __proto__ a member', () => {
    const given = JSON.parse('{"__proto__":{"a":"\\u0000"}}') as unknown;
    expect(JSON.stringify(storableJson(given))).toBe('{"__proto__":{"a":"\ufffd"}}');
  });
});

describe('storableLine', () => {
  it('is one line of JSON with the same value, mended', () => {
    fc.assert(
      fc.property(fc.dictionary(troubled, fc.oneof(troubled, fc.array(troubled), fc.integer())), (value) => {
        const line = storableLine(value);
        expect(line).not.toContain('\n');
        expect(JSON.parse(line)).toEqual(storableJson(value));
        expect(JSON.stringify(JSON.parse(line))).not.toMatch(/(?<!\\)(\\\\)*\\u(0000|d[89a-f])/);
      }),
    );
  });

  it.each(['\0', '\ud800', '\udbff', '\udc00', '\udfff'])('mends %j alone', (text) => {
    expect(JSON.parse(storableLine({ [text]: [text] }))).toEqual({ '\ufffd': ['\ufffd'] });
  });

  it('keeps a text that only speaks of such characters', () => {
    const value = { a: 'C:\\u0000 and \\ud800' };
    expect(JSON.parse(storableLine(value))).toEqual(value);
  });
});
