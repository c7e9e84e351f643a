import { createReadStream } from 'node:fs';
import { FileError } from '#lib/adapters/files/file-error.ts';
import { sha256Hex } from '#lib/adapters/crypto/digest.ts';
import type { Scores } from '#lib/contracts/scores.ts';
import { loadRun } from '#lib/services/gate/load-run.ts';

/** Reads a scores file and checks that it holds together; throws with every problem and its path. */
export async function readRun(file: string): Promise<Scores> {
  const stream = createReadStream(file, 'utf8');
  const loading = await loadRun({ sha256Hex }, stream).catch((error: unknown) => {
    throw new FileError(file, error);
  });
  if (loading.ok) return loading.scores;
  throw new Error(
    `${file} is not a usable scores file:\n${loading.problems.map((each) => `  - ${each}`).join('\n')}`,
  );
}
