import { z } from 'zod';
import vectorFile from '#lib/testing/vectors/rouge.json' with { type: 'json' };

const minstd = { seed: z.int(), n: z.int(), vocab: z.int() };
const textSchema = z.union([
  z.string(),
  z.discriminatedUnion('gen', [
    z.object({ gen: z.literal('minstd_words'), ...minstd }),
    z.object({ gen: z.literal('minstd_lines'), ...minstd, per_line: z.int() }),
    z.object({ gen: z.literal('repeat'), unit: z.string(), n: z.int(), sep: z.string().default(' ') }),
  ]),
]);
type VectorText = z.infer<typeof textSchema>;

const scores = z.object({ precision: z.number(), recall: z.number(), fmeasure: z.number() });
const rowSchema = z.object({
  id: z.string(),
  note: z.string(),
  use_stemmer: z.boolean(),
  target: textSchema.transform(textOf),
  prediction: textSchema.transform(textOf),
  target_tokens: z.array(z.string()).optional(),
  prediction_tokens: z.array(z.string()).optional(),
  n_target_tokens: z.int(),
  rougeL: scores,
  rougeLsum: scores,
});

/** Texts with the values that Google's rouge_score gives without stemming. */
export const rougeVectors = z
  .array(rowSchema)
  .parse(vectorFile.vectors)
  .filter((row) => !row.use_stemmer);

/** The words `w<x mod vocab>` of the minimal standard generator; the seed itself is not emitted. */
function minstdWords({ seed, n, vocab }: { seed: number; n: number; vocab: number }): string[] {
  let x = seed;
  return Array.from({ length: n }, () => {
    x = (x * 48_271) % 2_147_483_647;
    return `w${x % vocab}`;
  });
}

function textOf(text: VectorText): string {
  if (typeof text === 'string') return text;
  switch (text.gen) {
    case 'repeat':
      return new Array<string>(text.n).fill(text.unit).join(text.sep);
    case 'minstd_words':
      return minstdWords(text).join(' ');
    case 'minstd_lines': {
      const words = minstdWords(text);
      const lines = Array.from({ length: Math.ceil(text.n / text.per_line) }, (_, line) =>
        words.slice(line * text.per_line, (line + 1) * text.per_line).join(' '),
      );
      return lines.join('\n');
    }
  }
}
