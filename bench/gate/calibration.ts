import { decide } from '#lib/domain/gate/decide.ts';
import { clopperPearsonInterval } from '#lib/domain/stats/proportion.ts';
import { settingsWith, simulatedEvidence } from '#lib/testing/gate-runs.ts';

interface Scenario {
  n: number;
  repeats: { baseline: number; current: number };
  drop: number;
  /** Share of simulations that the design's own simulation failed; null where it gives none. */
  designFails: number | null;
}

const K = (baseline: number, current: number) => ({ baseline, current });

/** The table of the design's section 4.4: five categories, noise .15, spread .04, margin .05. */
const SCENARIOS: readonly Scenario[] = [
  { n: 10, repeats: K(1, 1), drop: 0, designFails: 0.054 },
  { n: 10, repeats: K(1, 1), drop: 0.1, designFails: 0.18 },
  { n: 20, repeats: K(1, 1), drop: 0, designFails: 0.05 },
  { n: 30, repeats: K(1, 1), drop: 0, designFails: null },
  { n: 50, repeats: K(1, 1), drop: 0, designFails: null },
  { n: 20, repeats: K(5, 3), drop: 0, designFails: 0.051 },
  { n: 20, repeats: K(5, 3), drop: 0.1, designFails: 0.893 },
  { n: 30, repeats: K(5, 3), drop: 0, designFails: 0.044 },
  { n: 30, repeats: K(5, 3), drop: 0.1, designFails: 0.984 },
  { n: 50, repeats: K(5, 3), drop: 0, designFails: 0.05 },
  { n: 50, repeats: K(5, 3), drop: 0.05, designFails: 0.745 },
  { n: 50, repeats: K(5, 5), drop: 0, designFails: 0.051 },
  { n: 100, repeats: K(5, 3), drop: 0.05, designFails: 0.974 },
];

/** Runs both rules on simulated golden sets and prints how they decide; false when a false-block rate exceeds 5 %. */
export function calibrate(simulations: number): boolean {
  console.log(
    '| n, K | true drop | threshold fails | statistical fails (95 % interval) | passes | inconclusive | design |\n|---|--:|--:|--:|--:|--:|--:|',
  );
  let isCalibrated = true;
  for (const scenario of SCENARIOS) {
    const tally = simulate(scenario, simulations);
    const { low, high } = clopperPearsonInterval(tally.fail, simulations);
    const share = (count: number) => `${((count / simulations) * 100).toFixed(1)} %`;
    const { n, repeats, drop, designFails } = scenario;
    const isOver = drop === 0 && low > 0.05;
    if (isOver) isCalibrated = false;
    console.log(
      `| ${n}, ${repeats.baseline}/${repeats.current} | ${drop} | ${share(tally.threshold)} | ${share(tally.fail)} (${(low * 100).toFixed(1)} – ${(high * 100).toFixed(1)})${isOver ? ' ✘' : ''} | ${share(tally.pass)} | ${share(tally.inconclusive)} | ${designFails === null ? '' : `${(designFails * 100).toFixed(1)} %`} |`,
    );
  }
  return isCalibrated;
}

function simulate({ n, repeats, drop }: Scenario, simulations: number) {
  const tally = { threshold: 0, pass: 0, fail: 0, inconclusive: 0, invalid: 0 };
  for (let i = 0; i < simulations; i += 1) {
    const set = { categories: 5, n, repeats, noise: 0.15, spread: 0.04, drop, seed: `${n} ${drop} ${i}` };
    const evidence = simulatedEvidence(set);
    tally[decide(evidence, settingsWith({ rule: 'statistical', seed: i })).verdict] += 1;
    if (decide(evidence, settingsWith({ draws: 999 })).verdict === 'fail') tally.threshold += 1;
  }
  return tally;
}
