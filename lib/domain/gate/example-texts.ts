import type { GateExample, GateRun } from './gate-run.ts';
import type { ExampleTexts } from './scorecard.ts';

/** Looks up prompt and answers of an example in the runs that were compared. */
export function exampleTexts(
  current: GateRun,
  baseline: GateRun | null,
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

function byId(run: GateRun | null): Map<string, GateExample> {
  return new Map(run?.examples.map((example) => [example.id, example]));
}

/** Of several answers the one with the lowest score: it is the one to look at. */
function worstAnswer(example: GateExample | undefined): string | null {
  const answered = example?.answers.filter(({ answer }) => answer !== null) ?? [];
  const lowest = answered.sort((a, b) => (a.scores.composite ?? 1) - (b.scores.composite ?? 1))[0];
  return lowest?.answer ?? null;
}
