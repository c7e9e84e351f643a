const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*/gu;

/**
 * Words in lower case, at most `most` of them. Scripts that put no spaces between words count by character.
 */
export function wordsOf(text: string, most: number): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(WORD)) {
    if (words.length >= most) break;
    words.push(word.toLowerCase().replaceAll('’', "'"));
  }
  return words;
}

/** The text without fenced code, inline code and addresses, whose words are of no language. */
export function proseOf(text: string): string {
  return text
    .replaceAll(/```[^]*?(?:```|$)/g, ' ')
    .replaceAll(/`[^`\n]*`/g, ' ')
    .replaceAll(/\bhttps?:\/\/\S+/g, ' ');
}
