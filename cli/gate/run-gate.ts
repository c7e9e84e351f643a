import { readCiEnvironment } from '#lib/config/ci-environment.ts';
import { readEnvironment } from '#lib/config/environment.ts';
import { exampleTexts } from '#lib/domain/gate/example-texts.ts';
import { exitCodeOf, makeVerdict } from '#lib/domain/gate/make-verdict.ts';
import { scorecard } from '#lib/domain/gate/scorecard.ts';
import type { GateSettings } from '#lib/domain/gate/settings.ts';
import type { GateOptions } from './gate-options.ts';
import { findServer } from './find-server.ts';
import { readRun } from './read-run.ts';
import { readSettings } from './read-settings.ts';
import { report, type GateResult } from './report.ts';
import { runSelfTest } from './self-test.ts';
import { gateByServer } from './server-gate.ts';
import { verifyFile } from './verify-file.ts';

const DEFAULT_CURRENT = 'scores_output/scores.json';

/** Does what `lrg gate` promises; returns the exit code. */
export async function runGate(options: GateOptions): Promise<number> {
  if (options.verify !== undefined) return verifyFile(options.verify, options.json);
  if (options.aa) {
    const run = await readRun(options.baseline ?? options.current ?? DEFAULT_CURRENT);
    return runSelfTest(run, settingsOf(options), options);
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
  const settings = settingsOf(options);
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

function settingsOf(options: GateOptions): GateSettings {
  const { rule, alpha, inference, seed, allowIncomparable } = options;
  return readSettings(options.config, {
    ...(rule === undefined ? {} : { rule }),
    ...(alpha === undefined ? {} : { alpha }),
    ...(inference === undefined ? {} : { inference }),
    ...(seed === undefined ? {} : { seed }),
    allow_incomparable: allowIncomparable,
  });
}
