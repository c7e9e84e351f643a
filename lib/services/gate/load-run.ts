import type { Scores } from '#lib/contracts/scores.ts';
import { breathe } from '../runs/breathe.ts';
import { ENVIRONMENT_TAG, ScoresCheck } from '../runs/check-scores.ts';
import type { ProblemList } from '../runs/problem-list.ts';
import { readScores } from '../runs/read-scores.ts';

export type RunLoading = { ok: true; scores: Scores } | { ok: false; problems: string[] };

/**
 * Reads a scores file while it arrives and checks that it holds together, as an upload would be checked. A file that was taken
 * from the server may carry the tag of its promotion.
 */
export async function loadRun(
  ctx: { sha256Hex: (text: string) => string },
  text: AsyncIterable<string>,
): Promise<RunLoading> {
  const reading = await readScores(text);
  if (!reading.ok)
    return { ok: false, problems: 'message' in reading ? [reading.message] : lines(reading.problems) };
  const { examples, ...head } = reading.scores;
  const { [ENVIRONMENT_TAG]: _, ...tags } = head.tags;
  const check = new ScoresCheck({ ...head, tags });
  let count = 0;
  for (const example of examples) {
    check.example(example);
    await breathe((count += 1));
  }
  const problems = check.finish(ctx.sha256Hex);
  return problems.count > 0 ? { ok: false, problems: lines(problems) } : { ok: true, scores: reading.scores };
}

function lines({ listed, count }: ProblemList): string[] {
  const shown = listed.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  return count > listed.length ? [...shown, `… and ${count - listed.length} more`] : shown;
}
