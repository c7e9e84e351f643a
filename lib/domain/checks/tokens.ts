const LETTERS_A_TOKEN = 8;
const FOREIGN_LETTERS_A_TOKEN = 3;
const DIGITS_A_TOKEN = 3;

/*
 * One alternative for each kind of run: ASCII letters, digits, scripts without spaces between words, other letters with
 * their marks, line breaks, and any other visible character.
 */
const RUNS =
  /([A-Za-z]+)|(\p{Nd}+)|([\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}])|([\p{L}\p{M}]+)|(\n+)|[^\s]/gu;

/**
 * Number of tokens by our own rule, about what the tokenizers of current models give: a run of ASCII letters counts one
 * per started 8, of digits one per started 3, of other letters one per started 3; a character of Chinese, Japanese,
 * Korean, Thai, Lao, Khmer or Burmese counts one, so does every other visible character and every run of line breaks.
 * Exact and the same everywhere, whatever model wrote the text.
 */
export function countTokens(text: string): number {
  let tokens = 0;
  for (const [run, letters, digits, , otherLetters] of text.matchAll(RUNS)) {
    if (letters !== undefined) tokens += Math.ceil(run.length / LETTERS_A_TOKEN);
    else if (digits !== undefined) tokens += Math.ceil(Array.from(run).length / DIGITS_A_TOKEN);
    else if (otherLetters !== undefined)
      tokens += Math.ceil(Array.from(run).length / FOREIGN_LETTERS_A_TOKEN);
    else tokens += 1;
  }
  return tokens;
}
