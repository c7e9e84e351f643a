import { constraintsOf } from './constraints.ts';
import { isStopWord } from './language.ts';
import { hashText, randomOf } from './random.ts';

/** Every composed answer in prose begins with this, so that nobody takes it for a real one. */
export const SIMULATED_MARK = 'Simulated answer:';

/** Whether a text was composed by this simulator (and damaged or not): it carries the mark or the JSON key for it. */
export function looksComposed(text: string): boolean {
  return text.startsWith(SIMULATED_MARK) || /"simulated"\s*:/.test(text);
}

/**
 * An answer to a prompt that no golden example knows, made of the prompt's own words: clearly marked, the same for every
 * model, in the form that the prompt visibly asks for. It is no knowledge, only material that can be damaged and compared.
 */
export function composeAnswer(prompt: string): string {
  const wanted = constraintsOf(prompt);
  const words = topicWords(prompt);
  const sentences = sentencesAbout(words, prompt);
  if (wanted.json === true) {
    return JSON.stringify({
      simulated: true,
      topic: words.slice(0, 3).join(' '),
      summary: sentences[0] ?? '',
    });
  }
  if (wanted.yesOrNo === true) return hashText(prompt) % 2 === 0 ? 'Yes.' : 'No.';
  if (wanted.maxWords === 1) return words[0] ?? 'Simulated.';
  if (wanted.items !== undefined) {
    const items = Array.from({ length: wanted.items }, (_, i) => `${i + 1}. ${itemAbout(words, i)}`);
    return `${SIMULATED_MARK}\n${items.join('\n')}`;
  }
  const chosen = sentences.slice(0, wanted.maxSentences ?? sentences.length);
  const text = `${SIMULATED_MARK} ${chosen.join(' ')}`;
  return wanted.maxWords === undefined ? text : text.split(' ').slice(0, wanted.maxWords).join(' ');
}

/** Longer words are cut: an answer that repeats one of 20,000 letters would take minutes to write. */
const LONGEST_WORD = 40;

/** Content words of the prompt in their order, without repetition, at most eight, never none. */
function topicWords(prompt: string): string[] {
  const seen = new Map<string, string>();
  for (const [whole] of prompt.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu)) {
    const word = whole.slice(0, LONGEST_WORD).toWellFormed();
    const key = word.toLowerCase();
    if (word.length > 2 && !isStopWord(key) && !seen.has(key)) seen.set(key, word);
  }
  const words = [...seen.values()].slice(0, 8);
  return words.length > 0 ? words : ['this', 'request'];
}

function sentencesAbout(words: readonly string[], prompt: string): string[] {
  const random = randomOf(`compose:${prompt}`);
  let at = Math.floor(random() * words.length);
  const word = () => {
    at += 1; // round and round, so that no sentence names one word twice
    return words[at % words.length] ?? 'this';
  };
  const steps = 2 + Math.floor(random() * 5);
  const share = 5 * (4 + Math.floor(random() * 15));
  const pool = [
    `Start with ${word()} before you turn to ${word()}.`,
    `Working through ${word()} usually takes ${steps} steps, and the first one is important.`,
    `About ${share} percent of the questions on ${word()} come down to ${word()}.`,
    `If ${word()} does not behave as expected, the cause is often ${word()}.`,
    `More attention to ${word()} increases the quality of ${word()}.`,
    `A simple check is to compare ${word()} with ${word()}, and to keep the older version until both agree.`,
    `It is possible to leave out ${word()} when ${word()} is already enabled.`,
  ];
  const opening = `The request is about ${words.slice(0, 4).join(', ')}.`;
  const start = Math.floor(random() * pool.length);
  const rest = Array.from({ length: 4 }, (_, i) => pool[(start + i * 2) % pool.length] ?? '');
  return [opening, ...rest];
}

function itemAbout(words: readonly string[], index: number): string {
  const first = words[index % words.length] ?? 'this';
  const second = words[(index + 1) % words.length] ?? 'that';
  const forms = [`Check ${first} before ${second}.`, `Keep ${first} simple.`, `Use ${first} with ${second}.`];
  return forms[index % forms.length] ?? first;
}
