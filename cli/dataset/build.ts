import { dirname, relative, resolve, sep } from 'node:path';
import { createCheckTools } from '#lib/adapters/checks/check-tools.ts';
import { sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { createAtomicFile } from '#lib/adapters/files/atomic-file.ts';
import { readLines } from '#lib/adapters/files/read-lines.ts';
import { readEnvironment } from '#lib/config/environment.ts';
import { readConfigFiles } from '#lib/config/files.ts';
import { problemText } from '#lib/domain/dataset/problem.ts';
import { buildDataset, type BuildInput, type BuildReport } from '#lib/services/build-dataset.ts';
import { shownWarnings } from './shown-warnings.ts';

export interface DatasetOptions {
  raw?: string;
  output?: string;
  config?: string;
  json: boolean;
}

const EXIT = { ok: 0, dataError: 1 } as const;

/** Does what `lrg dataset build` and `check` promise; returns the exit code. Throws for wrong usage and unreadable files. */
export async function buildGoldenSet(options: DatasetOptions, isWriting: boolean): Promise<number> {
  const { dataset } = readConfigFiles(resolve(options.config ?? readEnvironment().configDir));
  const raw = options.raw ?? dataset.raw;
  const output = isWriting ? outputOf(raw, options.output ?? dataset.output) : null;
  const tools = { readLines, createAtomicFile, sha256Hex, checkTools: createCheckTools() };
  const report = await buildDataset(tools, { raw, categories: dataset.categories, output });

  const errors = report.problems.map((problem) => problemText(raw, problem));
  if (errors.length > 0) console.error(errors.join('\n'));
  const warnings = shownWarnings(raw, report.warnings);
  if (warnings.length > 0) console.error(warnings.join('\n'));
  if (options.json) console.log(jsonReport(report, output));
  else if (report.hash === null) console.error(failure(report, output));
  else console.log(success(report, dataset.categories, output));
  return report.hash === null ? EXIT.dataError : EXIT.ok;
}

function outputOf(raw: string, file: string): NonNullable<BuildInput['output']> {
  if (resolve(raw) === resolve(file))
    throw new Error(`--output: expected another file than the raw one, got ${file}`);
  const builtFrom = relative(dirname(resolve(file)), resolve(raw))
    .split(sep)
    .join('/');
  return { file, metaFile: `${file.replace(/\.jsonl?$/, '')}.meta.json`, builtFrom };
}

function failure({ problems }: BuildReport, output: BuildInput['output']): string {
  const count = counted(problems.length, 'error');
  return output === null ? count : `${count}; ${output.file} was not written`;
}

function success(
  report: BuildReport,
  categories: BuildInput['categories'],
  output: BuildInput['output'],
): string {
  const width = Math.max(...categories.map(({ name }) => name.length));
  return [
    `${output === null ? 'Valid' : output.file}: ${counted(report.examples, 'example')}, ${report.withChecks} of them with checks`,
    ...categories.map(({ name, min_examples: least }) => {
      const found = String(report.counts.get(name) ?? 0).padStart(6);
      return `  ${name.padEnd(width)} ${found}${least > 0 ? `  (at least ${least})` : ''}`;
    }),
    `Hash: ${report.hash ?? ''}`,
  ].join('\n');
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function jsonReport(report: BuildReport, output: BuildInput['output']): string {
  const { hash, examples, counts, problems, warnings } = report;
  return JSON.stringify(
    {
      ok: hash !== null,
      hash,
      output: hash === null ? null : (output?.file ?? null),
      examples,
      with_checks: report.withChecks,
      categories: Object.fromEntries(counts),
      problems,
      warnings,
    },
    null,
    2,
  );
}
