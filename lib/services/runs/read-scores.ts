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

/** A document whose examples were taken out while it was read. */
export interface TakenApart {
  ok: true;
  /** What is left, with an empty list of examples. */
  outer: unknown;
  /** Those that are valid. */
  examples: ScoredExample[];
  /** Of all of them. */
  count: number;
  /** Of the examples. */
  problems: ProblemList;
}

/**
 * Reads a scores file while it arrives, example by example: other work of the process goes on in between, and the text is
 * never in memory as a whole. Lists everything that is wrong, with its path.
 */
export async function readScores(text: AsyncIterable<string>): Promise<ScoresReading> {
  const taken = await takeApart(text, [['examples']]);
  return taken.ok ? scoresOf(taken.outer, taken) : taken;
}

/**
 * Reads JSON while it arrives, and checks the examples in it one by one.
 *
 * @param paths where the list of examples may be; see ArraySplitter
 */
export async function takeApart(
  text: AsyncIterable<string>,
  paths: readonly (readonly string[])[],
): Promise<TakenApart | { ok: false; message: string }> {
  const splitter = new ArraySplitter(...paths);
  const problems = new ProblemList();
  const examples: ScoredExample[] = [];
  let count = 0;
  for await (const chunk of text) {
    for (const element of splitter.push(chunk)) {
      const path = `examples.${count}`;
      const value = parse(element);
      if (!value.ok) return { ok: false, message: `${path} is not JSON: ${withoutPosition(value.message)}` };
      const parsed = scoredExampleSchema.safeParse(value.value);
      if (parsed.success) examples.push(parsed.data);
      else addIssues(problems, parsed.error, path);
      count += 1;
      await breathe(count);
    }
  }
  const outer = parse(splitter.finish());
  if (outer.ok) return { ok: true, outer: outer.value, examples, count, problems };
  return count === 0 ? outer : { ok: false, message: withoutPosition(outer.message) };
}

/** The scores of a value whose examples were taken out, or everything that is wrong with them. */
export function scoresOf(value: unknown, { examples, count, problems }: TakenApart): ScoresReading {
  const head = scoresHeadSchema.safeParse(withoutExamples(value, count, problems));
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

/** Adds what zod found, with its path behind the prefix. */
export function addIssues(problems: ProblemList, error: z.ZodError, prefix: string): void {
  for (const issue of error.issues)
    problems.add([prefix, ...issue.path].filter((part) => part !== '').join('.'), issue.message);
}

/** Positions in a part of the file would send its reader to the wrong line. */
function withoutPosition(message: string): string {
  return message.replace(/ in JSON at position \d+( \(line \d+ column \d+\))?$/, '');
}

function parse(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : 'it can not be read' };
  }
}
