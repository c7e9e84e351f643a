import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTokens, tokenPieces, truncateTokens } from './tokens.ts';

describe('countTokens', () => {
  it.each([
    ['', 0],
    ['a', 1],
    ['Hello, world', 3],
    ['a b c d e f g h', 6], // eight words count more than their fifteen characters
  ])('%j → %i', (text, expected) => {
    expect(countTokens(text)).toBe(expected);
  });
});

describe('tokenPieces and truncateTokens', () => {
  const texts = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.lorem({ maxCount: 40 }));

  it('join to the text', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 20 }), (text, max) => {
        expect(tokenPieces(text, max).join('')).toBe(text);
      }),
    );
  });

  it('cut to the limit, and cut nothing within it', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 60 }), (text, max) => {
        const kept = truncateTokens(text, max);
        expect(countTokens(kept)).toBeLessThanOrEqual(max);
        expect(text.startsWith(kept)).toBe(true);
        if (countTokens(text) <= max) expect(kept).toBe(text);
      }),
    );
  });

  it('keeps surrogate pairs whole', () => {
    const text = '🌍'.repeat(100);
    expect(tokenPieces(text, 2).every((piece) => piece.isWellFormed())).toBe(true);
  });
});
