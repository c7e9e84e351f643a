import { once } from 'node:events';
import { linesOf } from '#lib/adapters/files/read-lines.ts';
import { scoreLines, type LineOutput, type LineScoring } from './score-lines.ts';

/** Lines of standard input, one by one. */
export const standardInput = (): ReturnType<typeof linesOf> => linesOf(process.stdin);

/** Writes no faster than the reader reads; complaints go to standard error. */
const standardOutput: LineOutput = {
  write: async (line) => {
    if (!process.stdout.write(line)) await once(process.stdout, 'drain');
  },
  complain: (text) => console.error(text),
};

/**
 * Scores lines into standard output; returns the exit code. A reader that has enough and leaves (`| head -1`) ends the
 * work, which is no error.
 */
export async function scoreToOutput<T extends object>(
  lines: Parameters<typeof scoreLines<T>>[0],
  scoring: LineScoring<T>,
): Promise<number> {
  const left = Promise.withResolvers<number>();
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') left.resolve(0);
    else left.reject(error);
  });
  const code = await Promise.race([left.promise, scoreLines(lines, scoring, standardOutput)]);
  process.stdin.destroy();
  return code;
}
