import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readCiEnvironment } from '#lib/config/ci-environment.ts';
import { readEnvironment } from '#lib/config/environment.ts';
import { readConfigFiles } from '#lib/config/files.ts';
import { gateSettings } from '#lib/config/gate-schema.ts';
import { exampleTexts } from '#lib/domain/gate/example-texts.ts';
import { exitCodeOf, makeVerdict } from '#lib/domain/gate/make-verdict.ts';
import { scorecard } from '#lib/domain/gate/scorecard.ts';
import type { GateSettings } from '#lib/domain/gate/settings.ts';
import type { GateOptions } from './gate-options.ts';
import { findServer } from './find-server.ts';
import { readRun } from './read-run.ts';
import { report, type GateResult } from './report.ts';
import { runSelfTest } from './self-test.ts';
import { gateByServer } from './server-gate.ts';
import { verifyFile } from './verify-file.ts';

const BUILT_IN_CONFIG = join(import.meta.dirname, '../../config');
const DEFAULT_CONFIG = 'config';
const DEFAULT_CURRENT = 'scores_output/scores.json';

/** Does what `lrg gate` promises; returns the exit code. */
export async function runGate(options: GateOptions): Promise<number> {
  if (options.verify !== undefined) return verifyFile(options.verify, options.json);
  if (options.aa) {
    const run = await readRun(options.baseline ?? options.current ?? DEFAULT_CURRENT);
    return runSelfTest(run, readSettings(options), options);
  }
  return report(options, await decide(options), readCiEnvironment().outputFile);
}

async function decide(options: GateOptions): Promise<GateResult> {
  const file = options.current ?? DEFAULT_CURRENT;
  const server = findServer(options, readEnvironment());
  if (!server) return gateByFiles(file, options, 'No baseline was given.');
  const answer = await gateByServer(server, file, options);
  return 'away' in answer ? gateByFiles(file, options, answer.away) : answer;
}

async function gateByFiles(file: string, options: GateOptions, whyNoBaseline: string): Promise<GateResult> {
  const settings = readSettings(options);
  const current = await readRun(file);
  const baseline = options.baseline === undefined ? null : await readRun(options.baseline);
  const verdict = makeVerdict(current, baseline ?? { missing: whyNoBaseline }, settings);
  return {
    verdict,
    exitCode: exitCodeOf(verdict),
    scorecard: () => scorecard(verdict, exampleTexts(current, baseline)),
    url: null,
  };
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
