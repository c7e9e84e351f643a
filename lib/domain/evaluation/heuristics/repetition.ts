import { wordsOf } from './words.ts';

const MOST_WORDS = 20_000;

export interface Repetition {
  /** Words that were looked at. */
  words: number;
  /** Share of sequences that occurred before in the text, in [0, 1]; 0 without any. */
  share: number;
  /** The sequence that occurs most often; null when none occurs twice. */
  worst: { phrase: string; times: number } | null;
}

/** How much of a text says again what it said before, by sequences of `length` words. Only the first 20,000 words count. */
export function repetitionOf(text: string, length: number): Repetition {
  const words = wordsOf(text, MOST_WORDS);
  const seen = new Map<string, number>();
  const sequences = Math.max(0, words.length - length + 1);
  for (let at = 0; at < sequences; at += 1) {
    const phrase = words.slice(at, at + length).join(' ');
    seen.set(phrase, (seen.get(phrase) ?? 0) + 1);
  }
  let worst: Repetition['worst'] = null;
  for (const [phrase, times] of seen) if (times > (worst?.times ?? 1)) worst = { phrase, times };
  return { words: words.length, share: sequences === 0 ? 0 : 1 - seen.size / sequences, worst };
}
