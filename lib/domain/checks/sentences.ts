import { BEFORE_NUMBER, GERMAN_MONTH, NEVER_LAST, SENTENCE_OPENER, SOMETIMES_LAST } from './abbreviations.ts';

/** How far around a full stop we look for words. */
const CONTEXT = 32;

/** Marks that end a sentence, with the quotation marks, brackets and emphasis that close behind them. */
const ENDS = /([.!?…‽⁇⁈⁉]+|[。！？｡．।॥؟۔።፧፨։។။\u037e]+)(["'”’»›」』）)\]}*_`~]*)/gu;
const STRUCTURE = /^[ \t]*(?:[-*+•‣◦–]|\(?\p{Nd}{1,3}[.)]|#{1,6}|\|)[ \t]/u;
const SPACELESS = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}「『（“《]/u;

/**
 * Number of sentences in a text. A sentence ends at . ! ? … or their counterparts in other scripts, not inside numbers,
 * addresses, abbreviations and initials; an empty line, a heading and the next list item end one too. Pieces without a
 * letter or digit don't count. Scripts without such marks (Thai) are counted by paragraph.
 */
export function countSentences(text: string): number {
  let sentences = 0;
  for (const block of blocksOf(text)) sentences += countInBlock(block);
  return sentences;
}

/** Paragraphs, headings and list items, each on one line; markers of lists and quotations are left out. */
function blocksOf(text: string): string[] {
  const blocks: string[][] = [[]];
  let isHeading = false;
  for (const whole of text.split(/\r\n|[\n\r\u2028\u2029]/)) {
    const line = whole.replace(/^[ \t]*(?:>[ \t]?)+/, '');
    const isBlank = line.trim() === '';
    const isFence = /^\s*```[^`]*$/.test(line);
    const marker = STRUCTURE.exec(line)?.[0] ?? '';
    // "Dear Ms Okafor," goes on after the empty line.
    const isOpen = isBlank && /[,，、،]\s*$/u.test(blocks.at(-1)?.at(-1) ?? '');
    if ((isBlank && !isOpen) || isFence || marker !== '' || isHeading) blocks.push([]);
    isHeading = marker.includes('#');
    if (!isBlank && !isFence) blocks.at(-1)?.push(line.slice(marker.length).trim());
  }
  return blocks.map((lines) => lines.join(' '));
}

function countInBlock(block: string): number {
  let sentences = 0;
  let start = 0;
  const close = (end: number) => {
    if (/[\p{L}\p{N}]/u.test(block.slice(start, end))) sentences += 1;
    start = end;
  };
  for (const match of block.matchAll(ENDS)) {
    const [whole, mark = '', closers = ''] = match;
    const end = match.index + whole.length;
    const after = block.slice(end, end + CONTEXT);
    const before = block.slice(Math.max(start, match.index - CONTEXT), match.index);
    if (isEnd(before, mark, closers, after)) close(end);
  }
  close(block.length);
  return sentences;
}

function isEnd(before: string, mark: string, closers: string, after: string): boolean {
  if (after.trim() === '') return true;
  const next = after.trimStart();
  const hasSpace = next.length < after.length;
  if (/^[。！？｡．।॥؟۔።፧፨։។။\u037e]/u.test(mark)) {
    // ３．１４, and 「はい。」と言った: what follows a closing mark without a space belongs to the sentence around it.
    if (mark === '．' && /\p{N}$/u.test(before) && /^\p{N}/u.test(after)) return false;
    return closers === '' || hasSpace || !/^[\p{L}\p{N}、，,]/u.test(after);
  }
  if (!hasSpace) return SPACELESS.test(after) && (mark !== '.' || !/[\w.]$/.test(before));
  const isLowerNext = /^\p{Ll}/u.test(next);
  // "Stop!" he said. (Or so.) and on
  if (isLowerNext && /["'”’»›)\]]/.test(closers)) return false;
  if (/^(?:\.{2,}|…+)$/.test(mark)) return !isLowerNext;
  return mark !== '.' || !goesOn(before, next);
}

/** Whether a single full stop belongs to the word before it. */
function goesOn(before: string, next: string): boolean {
  const word = /[\p{L}\p{M}\p{N}.]+$/u.exec(before)?.[0] ?? '';
  const lower = word.toLowerCase();
  const isLowerNext = /^\p{Ll}/u.test(next);
  // A number stays open before a small letter and before a month: "der 3. und 4. Mai".
  if (/^\p{N}+$/u.test(word)) return isLowerNext || (word.length <= 2 && GERMAN_MONTH.test(next));
  if (lower !== '' && NEVER_LAST.has(lower)) return true;
  if (SOMETIMES_LAST.has(lower)) {
    return isLowerNext || /^[,;:)]/.test(next) || (BEFORE_NUMBER.has(lower) && /^\p{N}/u.test(next));
  }
  // "b. 1950", "p. 12"
  if (/^\p{Ll}$/u.test(word) && /^\p{N}/u.test(next)) return true;
  // "z. B. die", and initials: "J. R. R. Tolkien", but "vitamin C. The …" and "It was I. Then …".
  if (/^\p{L}$/u.test(word) && (/^\p{L}\./u.test(next) || (isLowerNext && /\p{L}\.\s\p{L}$/u.test(before))))
    return true;
  return /^(?:\p{Lu}\.)*\p{Lu}$/u.test(word) && word !== 'I' && !SENTENCE_OPENER.test(next);
}
