export { sentenceCase } from '#lib/domain/text/words.ts';

/** An identifier in up to three letters, for a narrow column: its words' initials, or the start of its one word. */
export function abbreviation(id: string): string {
  const words = id.split(/[\s_-]+/).filter((word) => word !== '');
  if (words.length < 2)
    return Array.from(words[0] ?? id, String)
      .slice(0, 3)
      .join('')
      .toUpperCase();
  return words
    .slice(0, 3)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0))
    .join('')
    .toUpperCase();
}
