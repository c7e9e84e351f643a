import { runOriginSchema, type RunOrigin } from '#lib/contracts/verdicts.ts';
import type { Scores } from '#lib/contracts/scores.ts';
import { isRecord } from '#lib/domain/completion/usage.ts';
import { ProblemList } from '../runs/problem-list.ts';
import { addIssues, scoresOf, takeApart } from '../runs/read-scores.ts';

export type CiReading =
  /** `member` is where the scores stood in the body: paths of further problems begin with it. */
  | { ok: true; scores: Scores; origin: RunOrigin; member: 'scores' | null }
  /** Not JSON at all. */
  | { ok: false; message: string }
  | { ok: false; problems: ProblemList };

const WHERE = [['examples'], ['scores', 'examples']] as const;
const ORIGIN = ['repository', 'commit', 'branch', 'pull_request'] as const;

/**
 * Reads a run from CI while it arrives: an object with the scores and where they come from, or a plain scores file. Lists
 * everything that is wrong, with its path.
 *
 * @param asked where the run comes from, as the address says
 */
export async function readCiRun(text: AsyncIterable<string>, asked: RunOrigin): Promise<CiReading> {
  const taken = await takeApart(text, WHERE);
  if (!taken.ok) return taken;
  const { outer } = taken;
  if (isPlainFile(outer)) {
    const reading = scoresOf(outer, taken);
    return reading.ok ? { ...reading, origin: asked, member: null } : reading;
  }
  const problems = new ProblemList();
  if (!isRecord(outer)) {
    problems.add('', 'expected an object with scores');
    return { ok: false, problems };
  }
  const { scores, ...rest } = outer;
  const origin = runOriginSchema.safeParse(rest);
  if (!origin.success) addIssues(problems, origin.error, '');
  const merged = origin.success ? mergeOrigins(origin.data, asked, problems) : asked;
  if (scores === undefined) problems.add('scores', 'expected the content of a scores file');
  else {
    const reading = scoresOf(scores, taken);
    if (reading.ok && problems.count === 0)
      return { ok: true, scores: reading.scores, origin: merged, member: 'scores' };
    if (!reading.ok && 'problems' in reading) problems.addAll(reading.problems.under('scores'));
  }
  return { ok: false, problems };
}

function isPlainFile(value: unknown): boolean {
  if (!isRecord(value) || Object.hasOwn(value, 'scores')) return false;
  return Object.hasOwn(value, 'examples') || Object.hasOwn(value, 'schema_version');
}

/** Body and address may both say where a run comes from, but not different things. */
function mergeOrigins(body: RunOrigin, asked: RunOrigin, problems: ProblemList): RunOrigin {
  for (const key of ORIGIN) {
    const [inBody, inQuery] = [body[key] ?? null, asked[key] ?? null];
    if (inBody !== null && inQuery !== null && inBody !== inQuery)
      problems.add(key, 'differs from what the query says');
  }
  return Object.fromEntries(ORIGIN.map((key) => [key, body[key] ?? asked[key] ?? null]));
}
