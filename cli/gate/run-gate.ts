import { createReadStream, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createAtomicFile } from '#lib/adapters/files/atomic-file.ts';
import { FileError } from '#lib/adapters/files/file-error.ts';
import { sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { readEnvironment } from '#lib/config/environment.ts';
import { readConfigFiles } from '#lib/config/files.ts';
import { gateSettings } from '#lib/config/gate-schema.ts';
import type { Scores } from '#lib/contracts/scores.ts';
import { exampleTexts } from '#lib/domain/gate/example-texts.ts';
import { exitCodeOf, makeVerdict } from '#lib/domain/gate/make-verdict.ts';
import { scorecard } from '#lib/domain/gate/scorecard.ts';
import type { GateSettings } from '#lib/domain/gate/settings.ts';
import { loadRun } from '#lib/services/gate/load-run.ts';
import type { GateOptions } from './gate-options.ts';
import { runSelfTest } from './self-test.ts';
import { verdictText } from './verdict-text.ts';
import { verifyFile } from './verify-file.ts';

const BUILT_IN_CONFIG = join(import.meta.dirname, '../../config');
const DEFAULT_CONFIG = 'config';
const DEFAULT_CURRENT = 'scores_output/scores.json';

/** Does what `lrg gate` promises; returns the exit code. */
export async function runGate(options: GateOptions): Promise<number> {
  if (options.verify !== undefined) return verifyFile(options.verify, options.json);
  const settings = readSettings(options);
  if (options.aa) {
    const run = await readRun(options.baseline ?? options.current ?? DEFAULT_CURRENT);
    return runSelfTest(run, settings, options);
  }
  const current = await readRun(options.current ?? DEFAULT_CURRENT);
  const baseline = options.baseline === undefined ? null : await readRun(options.baseline);
  const verdict = makeVerdict(current, baseline ?? { missing: 'No baseline was given.' }, settings);
  if (options.output !== undefined) await writeFile(options.output, `${JSON.stringify(verdict)}\n`);
  if (options.markdown !== undefined)
    await writeFile(options.markdown, scorecard(verdict, exampleTexts(current, baseline)));
  console.log(options.json ? JSON.stringify(verdict, null, 1) : verdictText(verdict));
  return exitCodeOf(verdict);
}

/** The configuration's settings; without a configuration folder, unless one was asked for, the built-in ones. */
function readSettings(options: GateOptions): GateSettings {
  const { configDir } = readEnvironment();
  const folder = resolve(options.config ?? configDir);
  const isAskedFor = options.config !== undefined || folder !== resolve(DEFAULT_CONFIG);
  const hasNone = !isAskedFor && !existsSync(folder);
  if (hasNone) console.error('There is no config folder here: the built-in thresholds decide.');
  const { scorer } = readConfigFiles(hasNone ? BUILT_IN_CONFIG : folder);
  const { rule, alpha, inference, seed, allowIncomparable } = options;
  return gateSettings(scorer, {
    ...(rule === undefined ? {} : { rule }),
    ...(alpha === undefined ? {} : { alpha }),
    ...(inference === undefined ? {} : { inference }),
    ...(seed === undefined ? {} : { seed }),
    allow_incomparable: allowIncomparable,
  });
}

async function readRun(file: string): Promise<Scores> {
  const stream = createReadStream(file, 'utf8');
  const loading = await loadRun({ sha256Hex }, stream).catch((error: unknown) => {
    throw new FileError(file, error);
  });
  if (loading.ok) return loading.scores;
  throw new Error(
    `${file} is not a usable scores file:\n${loading.problems.map((each) => `  - ${each}`).join('\n')}`,
  );
}

async function writeFile(file: string, text: string): Promise<void> {
  const target = await createAtomicFile(file);
  await target.write(text);
  await target.commit();
}
