import { describe, expect, it } from 'vitest';
import { gateRun, settingsWith, simulatedEvidence } from '#lib/testing/gate-runs.ts';
import { selfTest } from './aa.ts';
import { collectEvidence } from './collect-evidence.ts';

const settings = settingsWith({ draws: 1_999 });
const evidence = simulatedEvidence({
  ...{ categories: 5, n: 20, noise: 0.15, spread: 0, drop: 0, seed: 'aa' },
  repeats: { baseline: 1, current: 5 },
});
const options = { runs: 200, repeats: 1, seed: 1 };

describe('selfTest', () => {
  it('finds the flips of rule threshold, and the few of rule statistical', () => {
    const threshold = selfTest(evidence, settings, { ...options, repeats: 5 });
    const statistical = selfTest(evidence, { ...settings, rule: 'statistical' }, { ...options, repeats: 5 });
    expect(threshold).toMatchObject({ noise: 'measured', repeats: { baseline: 5, current: 5 }, runs: 200 });
    expect(threshold.flip_rate).toBe(threshold.verdicts.fail / 200);
    expect(statistical.flip_rate).toBeLessThan(0.1);
    expect(selfTest(evidence, settings, options).flip_rate).toBeGreaterThan(threshold.flip_rate);
    expect(threshold.flip_rate_interval95.low).toBeLessThanOrEqual(threshold.flip_rate);
  });

  it('tells the drop that the true noise would let it see', () => {
    const { minimum_detectable_drop: drops } = selfTest(evidence, settings, { ...options, repeats: 3 });
    // (1.729 + 0.861) · .15 · sqrt(1/5 + 1/3) / sqrt(20)
    for (const { drop } of drops.filter(({ category }) => category !== null))
      expect(Math.abs((drop ?? 0) - 0.0634)).toBeLessThan(0.02);
  });

  it('repeats with its seed', () => {
    const few = { ...options, runs: 20 };
    expect(selfTest(evidence, settings, few)).toEqual(selfTest(evidence, settings, few));
    expect(selfTest(evidence, settings, { ...few, seed: 2 })).not.toEqual(selfTest(evidence, settings, few));
  });

  it('says that one answer per prompt gives an upper bound', () => {
    const scores = Array.from({ length: 30 }, (_, i) => [0.8 + (i % 10) / 50]);
    const run = collectEvidence(gateRun({ a: scores }), { missing: 'Itself.' });
    const result = selfTest(run, settings, options);
    expect(result).toMatchObject({ noise: 'upper_bound', repeats: { baseline: 1, current: 1 } });
    expect(Object.values(result.verdicts).reduce((sum, count) => sum + count, 0)).toBe(200);
  });

  it('leaves out an example that has one answer where the others have several', () => {
    const scores = Array.from({ length: 10 }, (_, i) => (i === 3 ? [0.1, null] : [0.9, 0.9]));
    const run = collectEvidence(gateRun({ a: scores }), { missing: 'Itself.' });
    const result = selfTest(run, settings, { ...options, repeats: 2 });
    expect(result).toMatchObject({ noise: 'measured', verdicts: { pass: 200 } });
  });

  it('never flips where answers are always the same', () => {
    const stable = gateRun({ a: Array.from({ length: 10 }, () => [0.9, 0.9]) });
    const run = collectEvidence(stable, { missing: 'Itself.' });
    const result = selfTest(run, { ...settings, rule: 'statistical' }, { ...options, repeats: 2 });
    expect(result.verdicts.pass).toBe(200);
  });
});
