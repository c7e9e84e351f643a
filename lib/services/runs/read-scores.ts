import type { z } from 'zod';
import {
  scoredExampleSchema,
  scoresHeadSchema,
  type ScoredExample,
  type Scores,
} from '#lib/contracts/scores.ts';
import { ArraySplitter } from '#lib/domain/json/array-splitter.ts';
import { breathe } from './breathe.ts';
import { ProblemList } from './problem-list.ts';

export type ScoresReading =
  | { ok: true; scores: Scores }
  /** Not JSON at all. */
  | { ok: false; message: string }
  | { ok: false; problems: ProblemList };

/**
 * Reads a scores file while it arrives, example by example: other work of the process goes on in between, and the text is
 * never in memory as a whole. Lists everything that is wrong, with its path.
 */
export async function readScores(text: AsyncIterable<string>): Promise<ScoresReading> {
  const splitter = new ArraySplitter('examples');
  const problems = new ProblemList();
  const examples: ScoredExample[] = [];
  let count = 0;
  for await (const chunk of text) {
    for (const element of splitter.push(chunk)) {
      const path = `examples.${count}`;
      const value = parse(element);
      if (!value.ok) return { ok: false, message: `${path} is not JSON: ${value.message}` };
      const parsed = scoredExampleSchema.safeParse(value.value);
      if (parsed.success) examples.push(parsed.data);
      else addIssues(problems, parsed.error, path);
      count += 1;
      await breathe(count);
    }
  }
  const outer = parse(splitter.finish());
  if (!outer.ok) return { ok: false, message: outer.message };
  const head = scoresHeadSchema.safeParse(withoutExamples(outer.value, count, problems));
  if (!head.success) addIssues(problems, head.error, '');
  if (problems.count > 0 || !head.success) return { ok: false, problems };
  return { ok: true, scores: { ...head.data, examples } };
}

function withoutExamples(value: unknown, count: number, problems: ProblemList): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { examples, ...head } = value as Record<string, unknown>;
  if (!Array.isArray(examples)) problems.add('examples', 'expected a list of scored examples');
  else if (examples.length > 0) problems.add('examples', 'expected it once');
  else if (count === 0) problems.add('examples', 'expected at least one example');
  return head;
}

function addIssues(problems: ProblemList, error: z.ZodError, prefix: string): void {
  for (const issue of error.issues)
    problems.add([prefix, ...issue.path].filter((part) => part !== '').join('.'), issue.message);
}

function parse(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : 'it can not be read' };
  }
}
