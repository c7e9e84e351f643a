import type { ExampleTexts } from './scorecard.ts';

/** What the scorecard shows of a run; the scores file fits it. */
export interface TextRun {
  examples: readonly TextExample[];
}

interface TextExample {
  id: string;
  prompt: string;
  answers: readonly { answer: string | null; scores: { composite: number | null } }[];
}

/** Looks up prompt and answers of an example in the runs that were compared. */
export function exampleTexts(
  current: TextRun,
  baseline: TextRun | null,
): (id: string) => ExampleTexts | null {
  const before = byId(baseline);
  const now = byId(current);
  return (id) => {
    const example = now.get(id) ?? before.get(id);
    if (!example) return null;
    return {
      prompt: example.prompt,
      baseline: worstAnswer(before.get(id)),
      current: worstAnswer(now.get(id)),
    };
  };
}

function byId(run: TextRun | null): Map<string, TextExample> {
  return new Map(run?.examples.map((example) => [example.id, example]));
}

/** Of several answers the one with the lowest score: it is the one to look at. */
function worstAnswer(example: TextExample | undefined): string | null {
  const answered = example?.answers.filter(({ answer }) => answer !== null) ?? [];
  const lowest = answered.sort((a, b) => (a.scores.composite ?? 1) - (b.scores.composite ?? 1))[0];
  return lowest?.answer ?? null;
}
