import type { DatasetProblem } from '#lib/domain/dataset/problem.ts';
import { problemText } from '#lib/domain/dataset/problem.ts';
import type { RawLine } from '#lib/domain/dataset/dataset-reader.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';

/** What is wrong with a line. */
export type LineProblem = Pick<DatasetProblem, 'field' | 'message'>;

export interface LineScoring<T> {
  /** What a line holds, or what is wrong with it. */
  read: (raw: RawLine) => T | LineProblem[];
  /** The output line, to be written as JSON. */
  score: (input: T) => object | Promise<object>;
  /** Lines that are scored at the same time. */
  atOnce: number;
}

export interface LineOutput {
  /** Resolves once more may be written. */
  write: (line: string) => void | Promise<void>;
  complain: (text: string) => void;
}

const EXIT = { ok: 0, error: 2 } as const;

/**
 * Scores lines as they come and writes the results in the lines' order, with a bounded number of lines in memory. A bad
 * line is reported with its number and left out; the others are scored all the same. Returns the exit code.
 */
export async function scoreLines<T extends object>(
  lines: AsyncIterable<RawLine> | Iterable<RawLine>,
  { read, score, atOnce }: LineScoring<T>,
  output: LineOutput,
): Promise<number> {
  let bad = 0;
  const underWay: Promise<string | null>[] = [];

  const complain = (line: number, problem: LineProblem): void =>
    output.complain(problemText('standard input', { line, ...problem }));
  const scored = async (line: number, input: T): Promise<string | null> => {
    try {
      return JSON.stringify(await score(input));
    } catch (error) {
      const message = messageOf(error);
      complain(line, { field: null, message });
      bad += 1;
      return null;
    }
  };
  const writeNext = async (): Promise<void> => {
    const text = await underWay.shift();
    if (typeof text === 'string') await output.write(`${text}\n`);
  };

  for await (const raw of lines) {
    const input = read(raw);
    if (Array.isArray(input)) {
      for (const problem of input) complain(raw.line, problem);
      bad += 1;
      continue;
    }
    underWay.push(scored(raw.line, input));
    if (underWay.length >= atOnce) await writeNext();
  }
  while (underWay.length > 0) await writeNext();
  if (bad > 0) output.complain(`${bad} ${bad === 1 ? 'line was' : 'lines were'} not scored`);
  return bad > 0 ? EXIT.error : EXIT.ok;
}
