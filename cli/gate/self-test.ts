import type { Scores } from '#lib/contracts/scores.ts';
import { selfTest, type SelfTest } from '#lib/domain/gate/aa.ts';
import { collectEvidence } from '#lib/domain/gate/collect-evidence.ts';
import type { GateSettings } from '#lib/domain/gate/settings.ts';
import type { GateOptions } from './gate-options.ts';
import { figuresTable } from '../terminal/table.ts';

const EXIT_OK = 0;

/** `lrg gate --aa`: how often the gate fails what did not change, and what it could see. */
export function runSelfTest(
  baseline: Scores,
  settings: GateSettings,
  options: Pick<GateOptions, 'runs' | 'repeats' | 'json'>,
): number {
  const repeats = options.repeats ?? baseline.repeats;
  const evidence = collectEvidence(baseline, { missing: 'It is the baseline itself.' });
  const result = selfTest(evidence, settings, { runs: options.runs, repeats, seed: settings.seed });
  console.log(
    options.json ? JSON.stringify({ rule: settings.rule, ...result }) : selfTestText(result, settings),
  );
  return EXIT_OK;
}

function selfTestText(result: SelfTest, { rule, thresholds }: GateSettings): string {
  const share = (value: number) => `${(value * 100).toFixed(1)}%`;
  const { runs, verdicts, repeats, flip_rate_interval95: interval } = result;
  const rows = result.minimum_detectable_drop.map(({ category, drop }) => [
    category ?? 'overall',
    drop === null ? 'unknown' : drop.toFixed(4),
  ]);
  return [
    `The gate (rule ${rule}) on ${runs} pairs of runs that differ by chance alone, ${repeats.baseline} answers per prompt against ${repeats.current}:`,
    ...Object.entries(verdicts).map(([verdict, count]) => `  ${verdict.padEnd(12)} ${count}`),
    `Flip rate: ${share(result.flip_rate)} fail although nothing changed (95% interval ${share(interval.low)} to ${share(interval.high)}).`,
    '',
    ...(result.noise === 'upper_bound' ? [UPPER_BOUND, ''] : []),
    figuresTable(['category', 'smallest visible drop'], rows),
    '',
    `Drops that are seen with 80% power; the allowed drop is ${thresholds.regression_alert_delta}.`,
  ].join('\n');
}

const UPPER_BOUND = [
  'There is one answer per prompt, which does not tell the noise of answers from the differences between prompts. Both',
  'were taken for noise: the figures are an upper bound. For measured ones score the baseline with --repeats 3 or more.',
].join('\n');
