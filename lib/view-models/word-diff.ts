import { diffArrays } from 'diff';

/** A stretch of text that both sides have, or only one of them. */
export interface DiffPart {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/**
 * What changed from one text to another. Without the added parts the parts spell the first text, without the removed ones
 * the second.
 */
export interface WordDiff {
  /** lines: too much changed to compare words. whole: too little is left of the first text; the second one replaces it. */
  unit: 'words' | 'lines' | 'whole';
  parts: readonly DiffPart[];
}

/** Characters of both texts together that are still taken apart into words; the rest is compared line by line. */
const MOST_CHARACTERS = 600_000;
/** Words or lines that may differ. The work grows with its square. */
const MOST_EDITS = 1_500;
/** Marks are of no help where less than this share of the longer text is in both. */
const LEAST_SHARED = 0.15;

/** Compares two texts of any script word by word, or line by line where that would take too long. */
export function diffWords(before: string, after: string): WordDiff {
  if (before === after) return { unit: 'words', parts: [{ kind: 'same', text: before }] };
  const words = before.length + after.length <= MOST_CHARACTERS ? compare(before, after, wordsOf) : null;
  if (words) return isTelling(words, before, after) ? { unit: 'words', parts: words } : whole(before, after);
  const lines = compare(before, after, linesOf);
  return lines && isTelling(lines, before, after) ? { unit: 'lines', parts: lines } : whole(before, after);
}

/** The parts that one side of a comparison shows. */
export function sideOf({ parts }: WordDiff, side: 'before' | 'after'): readonly DiffPart[] {
  const hidden = side === 'before' ? 'added' : 'removed';
  return parts.filter(({ kind }) => kind !== hidden);
}

function whole(before: string, after: string): WordDiff {
  return {
    unit: 'whole',
    parts: changeOf(before, after),
  };
}

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'word' });

/** Words, and what is between them. Scripts without spaces are taken apart by dictionary, where the browser has one. */
const wordsOf = (text: string): string[] => Array.from(SEGMENTER.segment(text), ({ segment }) => segment);

const linesOf = (text: string): string[] => text.split(/(?<=\n)/);

/** Null when more differs than may be compared. */
function compare(before: string, after: string, split: (text: string) => string[]): DiffPart[] | null {
  const changes = diffArrays(split(before), split(after), { maxEditLength: MOST_EDITS });
  if (changes === undefined) return null;
  return joinChanges(
    changes.map(({ added, removed, value }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value.join(''),
    })),
  );
}

/** One change instead of several with nothing but blanks between them; within a change what was removed comes first. */
function joinChanges(parts: readonly DiffPart[]): DiffPart[] {
  const joined: DiffPart[] = [];
  let removed = '';
  let added = '';
  const close = () => {
    joined.push(...changeOf(removed, added));
    removed = '';
    added = '';
  };
  for (const [index, { kind, text }] of parts.entries()) {
    const isBlankWithin =
      kind === 'same' && text.trim() === '' && index > 0 && index < parts.length - 1 && !text.includes('\n');
    if (kind === 'same' && !isBlankWithin) {
      close();
      joined.push({ kind, text });
      continue;
    }
    if (kind !== 'added') removed += text;
    if (kind !== 'removed') added += text;
  }
  close();
  return joined;
}

function changeOf(removed: string, added: string): DiffPart[] {
  const parts: DiffPart[] = [
    { kind: 'removed', text: removed },
    { kind: 'added', text: added },
  ];
  return parts.filter(({ text }) => text !== '');
}

function isTelling(parts: readonly DiffPart[], before: string, after: string): boolean {
  const shared = parts.reduce((sum, { kind, text }) => sum + (kind === 'same' ? text.trim().length : 0), 0);
  const longer = Math.max(before.trim().length, after.trim().length);
  return shared >= LEAST_SHARED * longer;
}
