import type { CheckTools } from '#lib/domain/checks/check-tools.ts';
import { contentHash, type Sha256Hex } from '#lib/domain/dataset/content-hash.ts';
import { DatasetReader, type RawLine } from '#lib/domain/dataset/dataset-reader.ts';
import type { Example } from '#lib/domain/dataset/example.ts';
import { problemText } from '#lib/domain/dataset/problem.ts';

/** What reading a dataset takes from the outside. */
export interface DatasetTools {
  /** The lines of a file that aren't blank. Throws when it can't be read. */
  readLines: (file: string) => AsyncIterable<RawLine>;
  checkTools: CheckTools;
  sha256Hex: Sha256Hex;
}

export type DatasetReading =
  | { ok: true; examples: Example[]; hash: string }
  /** One `file:line: field: message` for each thing that is wrong. */
  | { ok: false; problems: string[] };

/** Reads a golden set into memory, with the hash of its content. Throws when the file can't be read. */
export async function readDataset(tools: DatasetTools, file: string): Promise<DatasetReading> {
  const reader = new DatasetReader(tools.checkTools, null);
  const examples: Example[] = [];
  const problems: string[] = [];
  for await (const raw of tools.readLines(file)) {
    const read = reader.read(raw);
    if (read.example) examples.push(read.example);
    for (const problem of read.problems) problems.push(problemText(file, problem));
  }
  if (examples.length === 0 && problems.length === 0) {
    problems.push(problemText(file, { line: null, field: null, message: 'expected examples, got none' }));
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, examples, hash: contentHash(examples, tools.sha256Hex) };
}
