import type { AtomicFile } from '#lib/adapters/files/atomic-file.ts';
import { tooFewExamples, type DeclaredCategory } from '#lib/domain/dataset/category-counts.ts';
import { combinedHash, exampleHash } from '#lib/domain/dataset/content-hash.ts';
import { DatasetReader } from '#lib/domain/dataset/dataset-reader.ts';
import type { Example } from '#lib/domain/dataset/example.ts';
import { DatasetLint } from '#lib/domain/dataset/lint/dataset-lint.ts';
import { imbalanceOf } from '#lib/domain/dataset/lint/imbalance.ts';
import { referenceWarnings } from '#lib/domain/dataset/lint/reference-checks.ts';
import type { DatasetProblem, DatasetWarning } from '#lib/domain/dataset/problem.ts';
import type { DatasetTools } from './read-dataset.ts';

export interface BuildTools extends DatasetTools {
  createAtomicFile: (file: string) => Promise<AtomicFile>;
}

export interface BuildInput {
  raw: string;
  categories: readonly DeclaredCategory[];
  /** Null only checks. `builtFrom` is what the description says of the source. */
  output: { file: string; metaFile: string; builtFrom: string } | null;
}

export interface BuildReport {
  problems: DatasetProblem[];
  warnings: DatasetWarning[];
  /** Valid examples. */
  examples: number;
  /** Valid examples by category: all that are declared, in their order. */
  counts: Map<string, number>;
  withChecks: number;
  /** Null when there are problems. */
  hash: string | null;
}

/**
 * Validates a raw dataset and writes the golden set with its description, or nothing when anything is wrong. Reads line
 * by line and keeps hashes only, so that memory doesn't depend on the texts. Throws when a file can't be read or written.
 */
export async function buildDataset(tools: BuildTools, input: BuildInput): Promise<BuildReport> {
  const { output } = input;
  if (output === null) return examine(tools, input, () => Promise.resolve());
  const file = await tools.createAtomicFile(output.file);
  try {
    const report = await examine(tools, input, (example) => file.write(`${JSON.stringify(example)}\n`));
    if (report.hash !== null) await commit(tools, output, file, report);
    return report;
  } finally {
    await file.discard();
  }
}

async function commit(
  tools: BuildTools,
  output: NonNullable<BuildInput['output']>,
  file: AtomicFile,
  report: BuildReport,
): Promise<void> {
  const meta = await tools.createAtomicFile(output.metaFile);
  try {
    await meta.write(metaText(output.builtFrom, report));
    await file.commit();
    await meta.commit();
  } finally {
    await meta.discard();
  }
}

/** The description beside the golden set. It holds no time, so that building again gives the same bytes. */
function metaText(builtFrom: string, { hash, examples, withChecks, counts }: BuildReport): string {
  const meta = {
    schema_version: 1,
    hash,
    examples,
    with_checks: withChecks,
    categories: Object.fromEntries(counts),
    built_from: builtFrom,
  };
  return `${JSON.stringify(meta, null, 2)}\n`;
}

async function examine(
  tools: BuildTools,
  { raw, categories }: BuildInput,
  keep: (example: Example) => Promise<void>,
): Promise<BuildReport> {
  const names = categories.map(({ name }) => name);
  const reader = new DatasetReader(tools.checkTools, names);
  const lint = new DatasetLint();
  const lines = new Map<string, number>();
  const counts = new Map(names.map((name) => [name, 0]));
  const hashes: string[] = [];
  const problems: DatasetProblem[] = [];
  const warnings: DatasetWarning[] = [];
  let withChecks = 0;
  for await (const rawLine of tools.readLines(raw)) {
    const { example, category, ...found } = reader.read(rawLine);
    problems.push(...found.problems);
    warnings.push(...found.warnings);
    if (category !== null) lines.set(category, (lines.get(category) ?? 0) + 1);
    if (example === null) continue;
    counts.set(example.category, (counts.get(example.category) ?? 0) + 1);
    hashes.push(exampleHash(example, tools.sha256Hex));
    if ((example.checks ?? []).length > 0) withChecks += 1;
    lint.add(rawLine.line, example);
    warnings.push(...referenceWarnings(rawLine.line, example, tools.checkTools));
    if (problems.length === 0) await keep(example);
  }
  if (hashes.length === 0 && problems.length === 0) {
    problems.push({ line: null, field: null, message: 'expected examples, got none' });
  }
  problems.push(...tooFewExamples(categories, lines));
  warnings.push(...lint.finish(), ...imbalanceOf(counts));
  return {
    problems,
    warnings: warnings.sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity)),
    examples: hashes.length,
    counts,
    withChecks,
    hash: problems.length === 0 ? combinedHash(hashes, tools.sha256Hex) : null,
  };
}
