import { isOnlyAssents, isOnlyOpeners } from './openers.ts';
import { alphanumericTokens } from './tokens.ts';

/** Fewer alphanumeric tokens than this can't answer a question whose reference is longer and shares none of them. */
const MIN_TOKENS = 3;
const PICTURE = /\p{Extended_Pictographic}/u;

/**
 * Why an answer is worth nothing without asking a judge, whom such answers are known to fool; null when it must be
 * judged. Blank and symbols only, openers only, or (beside a reference) fewer than three alphanumeric tokens. A reference
 * that is as short, or that shares a token with a short answer, lets the answer pass: "42" may be all that was asked for.
 */
export function contentlessReason(answer: string, reference?: string): string | null {
  if (answer.trim() === '') return 'the answer is empty';
  const tokens = alphanumericTokens(answer, MIN_TOKENS);
  const known = new Set(reference === undefined ? [] : alphanumericTokens(reference));
  const isShortReference =
    reference !== undefined && alphanumericTokens(reference, MIN_TOKENS).length < MIN_TOKENS;
  const isShared = tokens.some((token) => known.has(token));
  if (isOnlyOpeners(answer)) {
    const mayBeAll = isOnlyAssents(answer)
      ? isShortReference || alphanumericTokens(answer).every((token) => known.has(token))
      : isShortReference && isShared;
    return mayBeAll ? null : 'the answer only announces an answer';
  }
  if (tokens.length >= MIN_TOKENS) return null;
  if (tokens.length === 0) {
    // Emoji may be what was asked for; punctuation never is.
    const mayBeAll = reference === undefined ? PICTURE.test(answer) : known.size === 0;
    return mayBeAll ? null : 'the answer holds no letter or digit';
  }
  if (reference === undefined || isShortReference || isShared) return null;
  return `the answer has fewer than ${MIN_TOKENS} words, none of them in the reference`;
}
