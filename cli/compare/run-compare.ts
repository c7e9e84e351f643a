import { gateRunOf } from '#lib/services/gate/gate-run-of.ts';
import { sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { MOST_COMPARED_RUNS, type RunComparison } from '#lib/contracts/comparisons.ts';
import { answerFigures } from '#lib/domain/compare/answer-figures.ts';
import { assembleComparison } from '#lib/services/compare/assemble-comparison.ts';
import { readRun } from '../gate/read-run.ts';
import { readSettings } from '../gate/read-settings.ts';
import { serverFromEnvironment } from '../runs/with-server.ts';
import { comparisonMarkdown } from './comparison-markdown.ts';
import { comparisonText } from './comparison-text.ts';
import { summaryOfScores } from './summary-of-scores.ts';

export interface CompareOptions {
  categories: boolean;
  config?: string;
  json: boolean;
  markdown: boolean;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Compares what is named and prints it. */
export async function runCompare(names: readonly string[], options: CompareOptions): Promise<void> {
  if (options.json && options.markdown) throw new Error('expected one of --json and --markdown');
  if (names.length < 2 || names.length > MOST_COMPARED_RUNS)
    throw new Error(`expected 2 to ${MOST_COMPARED_RUNS} runs, the reference first; got ${names.length}`);
  const comparison = await compare(names, options);
  if (options.json) console.log(JSON.stringify(comparison, null, 2));
  else console.log((options.markdown ? comparisonMarkdown : comparisonText)(comparison, options.categories));
}

function compare(names: readonly string[], options: CompareOptions): Promise<RunComparison> {
  const ids = names.filter((name) => UUID.test(name));
  if (ids.length === 0) return compareFiles(names, options);
  if (ids.length < names.length)
    throw new Error('expected ids of runs on the server, or files; not both in one comparison');
  return serverFromEnvironment().compareRuns(ids);
}

async function compareFiles(files: readonly string[], { config }: CompareOptions): Promise<RunComparison> {
  const settings = readSettings(config, {});
  const runs = [];
  for (const file of files) {
    const scores = await readRun(file);
    const figures = answerFigures(scores.examples.flatMap(({ answers }) => answers));
    // What the comparison needs of a file is much smaller than the file.
    const run = await gateRunOf({ sha256Hex }, scores);
    runs.push({ summary: summaryOfScores(scores, file), figures, load: () => Promise.resolve(run) });
  }
  return assembleComparison(runs, settings);
}
