import { describe, expect, it } from 'vitest';
import { settingsWith, simulatedEvidence, type SimulatedSet } from '#lib/testing/gate-runs.ts';
import { decide } from './decide.ts';

const SIMULATIONS = 400;

/** Shares of verdicts on simulated golden sets of five categories: noise .15, spread .04, margin .05. */
function shares(set: Pick<SimulatedSet, 'n' | 'repeats' | 'drop'>) {
  const tally = { pass: 0, fail: 0, inconclusive: 0, invalid: 0 };
  for (let i = 0; i < SIMULATIONS; i += 1) {
    const evidence = simulatedEvidence({ categories: 5, noise: 0.15, spread: 0.04, seed: `${i}`, ...set });
    const settings = settingsWith({ rule: 'statistical', draws: 1_999, seed: i });
    tally[decide(evidence, settings).verdict] += 1 / SIMULATIONS;
  }
  return tally;
}

// Three standard errors of a share of 5 % in 400 simulations are 3.3 points. `npm run bench -- gate` looks closer.
describe('false blocks of rule statistical stay at 5%', () => {
  it.each([
    [10, { baseline: 1, current: 1 }],
    [20, { baseline: 1, current: 1 }],
    [50, { baseline: 1, current: 1 }],
    [30, { baseline: 5, current: 3 }],
  ])('n = %i, answers %o', (n, repeats) => {
    expect(shares({ n, repeats, drop: 0 }).fail).toBeLessThan(0.083);
  });
});

// Section 4.4 of the design; its own simulation's shares.
describe('detection is near the design', () => {
  it.each([
    [10, { baseline: 1, current: 1 }, 0.1, { fail: 0.18, pass: 0 }],
    [20, { baseline: 5, current: 3 }, 0.1, { fail: 0.893, pass: 0 }],
    [50, { baseline: 5, current: 3 }, 0.05, { fail: 0.745, pass: 0.032 }],
    [50, { baseline: 5, current: 5 }, 0, { fail: 0.051, pass: 0.805 }],
  ])('n = %i, answers %o, drop %f', (n, repeats, drop, expected) => {
    const { fail, pass } = shares({ n, repeats, drop });
    expect(Math.abs(fail - expected.fail)).toBeLessThan(0.06);
    expect(Math.abs(pass - expected.pass)).toBeLessThan(0.06);
  });
});

describe('for these very prompts', () => {
  const settings = settingsWith({ rule: 'statistical', inference: 'fixed_prompts', draws: 1_999 });
  const set = { categories: 5, n: 20, repeats: { baseline: 3, current: 3 }, noise: 0.1 };

  it('false blocks stay at 5%, and differences between prompts are no noise', () => {
    let fails = 0;
    for (let i = 0; i < SIMULATIONS; i += 1) {
      const evidence = simulatedEvidence({ ...set, spread: 0, drop: 0, seed: `fixed ${i}` });
      if (decide(evidence, settings).verdict === 'fail') fails += 1 / SIMULATIONS;
    }
    expect(fails).toBeLessThan(0.083);
    const spread = simulatedEvidence({ ...set, spread: 0.3, drop: 0, seed: 'spread' });
    const [fixed, random] = [settings, { ...settings, inference: 'random_prompts' as const }].map(
      (each) => decide(spread, each).overall.se ?? NaN,
    );
    expect(fixed).toBeLessThan((random ?? NaN) / 2);
  });

  it('one answer per prompt falls back, and says so', () => {
    const evidence = simulatedEvidence({
      ...set,
      repeats: { baseline: 3, current: 1 },
      ...{ spread: 0, drop: 0, seed: 'one' },
    });
    const decision = decide(evidence, settings);
    expect(decision.overall).toMatchObject({ inference: 'random_prompts', noise: null });
    expect(decision.notes[0]).toContain('needs two differing answers per prompt on both sides');
  });
});

describe('examples of one source', () => {
  /** Share of failed runs of one category, ten groups of five that share a change (intraclass correlation .3). */
  const fails = (isGrouped: boolean) => {
    let failed = 0;
    for (let i = 0; i < SIMULATIONS; i += 1) {
      const evidence = simulatedEvidence({
        ...{ categories: 1, n: 50, repeats: { baseline: 1, current: 1 }, noise: 0.13, spread: 0 },
        ...{ drop: 0, seed: `groups ${i}`, groups: { size: 5, sd: 0.12 } },
      });
      const examples = evidence.examples.map((each) => (isGrouped ? each : { ...each, group: null }));
      const settings = settingsWith({ rule: 'statistical', draws: 1_999, seed: i });
      if (decide({ ...evidence, examples }, settings).verdict === 'fail') failed += 1 / SIMULATIONS;
    }
    return failed;
  };

  it('count as one observation: taken one by one they would make false blocks', () => {
    expect(fails(true)).toBeLessThan(0.083);
    expect(fails(false)).toBeGreaterThan(0.1);
  });
});
