/** Two texts about the same thing: what a model answered, and what it should have. */
export interface TextPair {
  reference: string;
  prediction: string;
}

const SENTENCE_WORDS = 15;
const SENTENCES_PER_LINE = 4;

/** Texts of that many words from a vocabulary of 2,000, some words far more frequent than others; a third differ. */
export function textPair(words: number): TextPair {
  const draw = minimalStandard(words);
  const reference = Array.from({ length: words }, () => wordOf(draw));
  const prediction = reference.flatMap((word) => {
    const chance = draw();
    if (chance < 0.1) return [];
    if (chance < 0.25) return [wordOf(draw)];
    return chance < 0.3 ? [word, wordOf(draw)] : [word];
  });
  return { reference: proseOf(reference), prediction: proseOf(prediction) };
}

function wordOf(draw: () => number): string {
  return `word${Math.floor(2_000 * draw() ** 3).toString(36)}`;
}

function proseOf(words: readonly string[]): string {
  return words
    .map((word, at) => {
      const isLast = at % SENTENCE_WORDS === SENTENCE_WORDS - 1 || at === words.length - 1;
      const endsLine = at % (SENTENCE_WORDS * SENTENCES_PER_LINE) === SENTENCE_WORDS * SENTENCES_PER_LINE - 1;
      const text = at % SENTENCE_WORDS === 0 ? word.replace('w', 'W') : word;
      return `${text}${isLast ? '.' : ''}${endsLine ? '\n' : ' '}`;
    })
    .join('');
}

function minimalStandard(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
