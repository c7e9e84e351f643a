import { canonicalWord, isStopWord } from './language.ts';

/**
 * Lower-case words of a text in any script, numbers whole (`1,200.5` is one word, without its commas), `n't` as a word of
 * its own, each Han, Hiragana or Katakana character alone.
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\bcan(?:not|'t)\b/g, 'can not')
    .replace(/\bwon't\b/g, 'will not')
    .replace(/n't\b/g, ' not')
    .replace(/(\d),(?=\d{3}\b)/g, '$1');
  return (
    plain.match(
      /\d+(?:\.\d+)*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}]+?(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])|[\p{L}\p{M}\p{N}]+/gu,
    ) ?? []
  );
}

/** Words that carry content, in one spelling for synonyms and numbers; all words when there are only stop words. */
export function contentWords(text: string): string[] {
  const words = wordsOf(text);
  const content = words.filter((word) => !isStopWord(word));
  return (content.length > 0 ? content : words).map(canonicalWord);
}

/** How many of `wanted` occur in `found`, counted with multiplicity, as a share in [0, 1]; 1 when nothing is wanted. */
export function shareFound(wanted: readonly string[], found: readonly string[]): number {
  if (wanted.length === 0) return 1;
  const left = new Map<string, number>();
  for (const word of found) left.set(word, (left.get(word) ?? 0) + 1);
  let hits = 0;
  for (const word of wanted) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    hits += 1;
  }
  return hits / wanted.length;
}
