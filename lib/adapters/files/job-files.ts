import { randomUUID } from 'node:crypto';
import { appendFile, stat } from 'node:fs/promises';
import { FileError } from './file-error.ts';

/** GitHub refuses the summary of a step that is larger. */
const MOST_SUMMARY_BYTES = 1024 * 1024;

/**
 * Appends a text to the summary of a GitHub Actions job ($GITHUB_STEP_SUMMARY). Throws FileError.
 *
 * @param cutTo makes the text fit into so many bytes
 */
export async function appendSummary(file: string, cutTo: (mostBytes: number) => string): Promise<void> {
  try {
    const { size } = await stat(file).catch(() => ({ size: 0 }));
    const text = cutTo(Math.max(0, MOST_SUMMARY_BYTES - size - 1));
    if (size + Buffer.byteLength(text) < MOST_SUMMARY_BYTES) await appendFile(file, `${text.trimEnd()}\n`);
  } catch (error) {
    throw new FileError(file, error);
  }
}

/** Sets outputs of a step ($GITHUB_OUTPUT). Values may hold anything: nobody can guess where they end. Throws FileError. */
export async function setOutputs(file: string, outputs: Readonly<Record<string, string>>): Promise<void> {
  const end = `end-${randomUUID()}`;
  const lines = Object.entries(outputs).map(([name, value]) => `${name}<<${end}\n${value}\n${end}\n`);
  try {
    await appendFile(file, lines.join(''));
  } catch (error) {
    throw new FileError(file, error);
  }
}
