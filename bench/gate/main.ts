import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { collectEvidence } from '#lib/domain/gate/collect-evidence.ts';
import { decide } from '#lib/domain/gate/decide.ts';
import type { Verdict } from '#lib/domain/gate/verdict.ts';
import { scorecard } from '#lib/domain/gate/scorecard.ts';
import { makeVerdict } from '#lib/domain/gate/make-verdict.ts';
import { gateRun, settingsWith } from '#lib/testing/gate-runs.ts';
import { randomWords } from '#lib/domain/stats/random-words.ts';
import { calibrate } from './calibration.ts';

/*
 * How long a verdict takes, and how often it is wrong on simulated golden sets whose truth is known. Ends with 1 when a
 * verdict on 10,000 examples × 5 answers takes a second of CPU or more, or when false blocks exceed 5 %.
 */
const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, simulations: { type: 'string' } },
});
const simulations = Number(values.simulations ?? (values.quick ? 200 : 2_000));
const ROUNDS = 5;
const GOAL_MS = 1_000;

console.log(
  `\n## Gate\n\n${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, Node.js ${process.version}\n`,
);
console.log(`CPU time of a verdict, both runs in memory; slowest of ${ROUNDS} rounds.\n`);
console.log(
  '| examples × answers | rule | evidence | decision | scorecard | verdict in all |\n|---|---|--:|--:|--:|--:|',
);
let isFast = true;
for (const [examples, repeats] of [
  [200, 1],
  [1_000, 3],
  [10_000, 5],
] as const)
  for (const rule of ['threshold', 'statistical'] as const) {
    const time = slowest(Array.from({ length: ROUNDS }, () => timeVerdict(examples, repeats, rule)));
    if (time.total >= GOAL_MS) isFast = false;
    const ms = (value: number) => `${value.toFixed(0)} ms`;
    console.log(
      `| ${examples} × ${repeats} | ${rule} | ${ms(time.evidence)} | ${ms(time.decision)} | ${ms(time.card)} | ${ms(time.total)} |`,
    );
  }
console.log(`\n${isFast ? '✔' : '✘'} every verdict in under ${GOAL_MS} ms of CPU\n`);
console.log(`Five categories, noise .15, spread .04, margin .05; ${simulations} simulations a line.\n`);
const isCalibrated = calibrate(simulations);
console.log(`\n${isCalibrated ? '✔' : '✘'} false blocks of rule statistical are not above 5 %`);
process.exitCode = isFast && isCalibrated ? 0 : 1;

function timeVerdict(examples: number, repeats: number, rule: 'threshold' | 'statistical') {
  const [baseline, current] = [runOf(examples, repeats, 'baseline'), runOf(examples, repeats, 'current')];
  const settings = settingsWith({ rule });
  const started = process.cpuUsage();
  const evidence = collectEvidence(current, baseline);
  const collected = process.cpuUsage(started);
  decide(evidence, settings);
  const decided = process.cpuUsage(started);
  const verdict: Verdict = makeVerdict(current, baseline, settings);
  const cardStarted = process.cpuUsage();
  scorecard(verdict, () => ({ prompt: 'Prompt', baseline: 'Answer', current: 'Answer' }));
  const card = msOf(process.cpuUsage(cardStarted));
  return {
    evidence: msOf(collected),
    decision: msOf(decided) - msOf(collected),
    card,
    total: msOf(decided) + card,
  };
}

function runOf(examples: number, repeats: number, side: string) {
  const words = randomWords(`${side} ${examples}`);
  const table = Object.fromEntries(
    Array.from({ length: 5 }, (_, category) => [
      `category_${category}`,
      Array.from({ length: examples / 5 }, () =>
        Array.from({ length: repeats }, () => 0.8 + (words() / 2 ** 32) * 0.2),
      ),
    ]),
  );
  return gateRun(table, {
    change: (example) => ({
      ...example,
      answers: example.answers.map((answer) => ({
        ...answer,
        checks: [{ required: true, passed: true }],
        judge: [{ score: answer.scores.composite, judgement: {} }],
      })),
    }),
  });
}

function msOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000;
}

function slowest<T extends { total: number }>(times: readonly T[]): T {
  return times.reduce((worst, time) => (time.total > worst.total ? time : worst));
}
