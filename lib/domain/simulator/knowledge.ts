/** Ideal answers by {@link normalisedPrompt}. */
export type Knowledge = ReadonlyMap<string, string>;

// Shorter prompts could occur inside others by accident.
const MIN_CONTAINED_LENGTH = 20;

/** A prompt as a look-up key: without differences in case and white space. */
export function normalisedPrompt(prompt: string): string {
  return prompt.toLowerCase().replace(/\s+/g, ' ').trim();
}

/**
 * The ideal answer to a known prompt, or undefined. A prompt template may wrap a known prompt in other text: then the
 * longest known prompt inside counts.
 */
export function knownAnswer(prompt: string, knowledge: Knowledge): string | undefined {
  const key = normalisedPrompt(prompt);
  const exact = knowledge.get(key);
  if (exact !== undefined) return exact;
  let best: string | undefined;
  let bestLength = MIN_CONTAINED_LENGTH - 1;
  for (const [known, answer] of knowledge) {
    if (known.length > bestLength && known.length < key.length && key.includes(known)) {
      best = answer;
      bestLength = known.length;
    }
  }
  return best;
}

/** One message of a conversation, as text. */
export interface Turn {
  role: string;
  text: string;
}

/**
 * What a conversation asks: its last user message, or the whole of it as a `User: … Assistant: …` transcript where that
 * is a known prompt (golden examples of conversations are written so).
 */
export function promptOf(turns: readonly Turn[], knowledge: Knowledge): string {
  const last = turns.findLast((turn) => turn.role === 'user')?.text ?? turns.at(-1)?.text ?? '';
  const spoken = turns.filter((turn) => turn.role === 'user' || turn.role === 'assistant');
  if (spoken.length < 2 || knowledge.has(normalisedPrompt(last))) return last;
  const transcript = spoken
    .map(({ role, text }) => `${role === 'user' ? 'User' : 'Assistant'}: ${text}`)
    .join('\n');
  return knowledge.has(normalisedPrompt(transcript)) ? transcript : last;
}
