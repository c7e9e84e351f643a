import type { ScoredExample, ScoresHead } from './scores.ts';

/** An example as the line that {@link scoresText} takes. */
export function exampleLine(example: ScoredExample): string {
  return JSON.stringify(example);
}

/**
 * The text of a scores file, piece by piece, so that a run of any length needs little memory: the head indented for
 * readers, then one example a line.
 */
export async function* scoresText(
  head: ScoresHead,
  exampleLines: AsyncIterable<string>,
): AsyncGenerator<string> {
  yield JSON.stringify(head, null, 2).replace(/\n\}$/, ',\n  "examples": [\n');
  let separator = '    ';
  for await (const line of exampleLines) {
    yield separator + line;
    separator = ',\n    ';
  }
  yield '\n  ]\n}\n';
}
