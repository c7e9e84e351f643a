import { wordsOf } from './words.ts';

/** References of fewer words stand in prompts for good reasons: a choice offered, a fact to be found in a text. */
const FEWEST_WORDS = 4;
const ANNOUNCED = / (?:answer|solution|response|reference|result) (?:(?:is|was|should be) )?$/;

/** Whether the prompt, given by its words, gives its own answer away: holds the whole reference, word by word. */
export function isReferenceInPrompt(promptWords: readonly string[], reference: string): boolean {
  const words = wordsOf(reference);
  if (words.length === 0) return false;
  const text = ` ${promptWords.join(' ')} `;
  const wanted = ` ${words.join(' ')} `;
  const index = text.indexOf(wanted);
  if (index < 0 || words.length >= FEWEST_WORDS) return index >= 0;
  // A short one counts where it is called the answer.
  return ANNOUNCED.test(text.slice(0, index + 1));
}
