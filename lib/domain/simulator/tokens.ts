/**
 * Rough number of tokens in a text: about four characters a token, at least three quarters of the number of words, 0 only
 * for the empty text. An estimate for simulated usage, never for billing.
 */
export function countTokens(text: string): number {
  if (text === '') return 0;
  const words = text.match(/\S+/g)?.length ?? 0;
  return Math.max(1, Math.ceil(text.length / 4), Math.ceil(words * 0.75));
}

/** A text in pieces of at most `maxTokens` estimated tokens, cut before white space where possible; they join to the text. */
export function tokenPieces(text: string, maxTokens: number): string[] {
  const pieces: string[] = [];
  let current = '';
  // Long runs without a space (code, Chinese) are cut by length; the u flag keeps surrogate pairs whole.
  for (const [word] of text.matchAll(/\s*\S{1,16}|\s+$/gu)) {
    if (current !== '' && countTokens(current + word) > maxTokens) {
      pieces.push(current);
      current = '';
    }
    current += word;
  }
  if (current !== '') pieces.push(current);
  return pieces;
}

/** The longest beginning of a text that has at most `maxTokens` tokens by the same estimate. */
export function truncateTokens(text: string, maxTokens: number): string {
  if (countTokens(text) <= maxTokens) return text;
  let kept = '';
  for (const piece of tokenPieces(text, 1)) {
    if (countTokens(kept + piece) > maxTokens) break;
    kept += piece;
  }
  return kept;
}
