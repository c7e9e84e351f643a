/** A text as the model reads it. */
export interface EncodedText {
  /** Special tokens included. */
  ids: readonly number[];
  /** Whether the text was longer than the model takes. */
  truncated: boolean;
}

const PYTHON_BLANK = /[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Python's `str.strip`: unlike JavaScript's `trim` it keeps U+FEFF, and removes U+001C to U+001F and U+0085. */
export function stripLikePython(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && PYTHON_BLANK.test(text.charAt(start))) start += 1;
  while (end > start && PYTHON_BLANK.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Cuts ids to the model's length; the closing special token, where there is one, stays the last. */
export function cutToLength(ids: readonly number[], maxLength: number, closing: number | null): EncodedText {
  if (ids.length <= maxLength) return { ids, truncated: false };
  const last = ids.at(-1);
  if (closing === null || last !== closing) return { ids: ids.slice(0, maxLength), truncated: true };
  return { ids: [...ids.slice(0, maxLength - 1), closing], truncated: true };
}

/** Weights of the tokens: 1, or by idf; special tokens weigh nothing, by their id and not by their place. */
export function weightsOf(
  ids: readonly number[],
  specialIds: ReadonlySet<number>,
  weightOf: ((id: number) => number) | null,
): number[] {
  return ids.map((id) => (specialIds.has(id) ? 0 : (weightOf?.(id) ?? 1)));
}
