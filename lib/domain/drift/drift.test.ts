import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '#lib/testing/vectors/statistics.json' with { type: 'json' };
import { randomWords } from '#lib/domain/stats/random-words.ts';
import { normalQuantile } from '#lib/domain/stats/normal.ts';
import { assessDrift, type DriftRun } from './assess-drift.ts';
import { baselineOf, selfStarting, standardise } from './baseline.ts';
import { cusum } from './cusum.ts';

const { drift } = vectors;
const CHART = { k: drift.cusum_k, h: drift.cusum_h_ARL370, side: 'lower' } as const;

describe('cusum', () => {
  it('follows the reference', () => {
    const zs = standardise(drift.runs, { mean: drift.mu0, sd: drift.sd, n: 99 }, 0);
    const { points } = cusum(zs, CHART);
    expect(points).toHaveLength(drift.cusum.length);
    points.forEach(({ lower }, i) => expect(lower).toBeCloseTo(drift.cusum[i] ?? NaN, 9));
    const alarm = (h: number) => cusum(zs, { ...CHART, h }).points.findIndex(({ isAlarm }) => isAlarm);
    expect(alarm(drift.cusum_h_ARL100)).toBe(drift.cusum.findIndex((c) => c > drift.cusum_h_ARL100));
    expect(alarm(drift.cusum_h_ARL370)).toBe(drift.cusum.findIndex((c) => c > drift.cusum_h_ARL370));
  });

  it('says since when', () => {
    expect(cusum([0, 0, 1, -1, -1, -1], { k: 0.5, h: 1, side: 'lower' })).toMatchObject({
      value: 1.5,
      isAlarm: true,
      direction: 'down',
      changeAt: 3,
    });
    expect(cusum([0, 2, 2], { k: 0.5, h: 1, side: 'both' })).toMatchObject({
      direction: 'up',
      changeAt: 1,
      isAlarm: true,
    });
    expect(cusum([0, 2, 2], { k: 0.5, h: 1, side: 'lower' })).toMatchObject({ value: 0, changeAt: null });
    expect(cusum([], CHART)).toMatchObject({ value: 0, isAlarm: false, direction: null, changeAt: null });
  });

  it('is never below 0, and both sides mirror each other', () => {
    const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(values, (zs) => {
        const both = cusum(zs, { k: 0.25, h: 4, side: 'both' });
        const mirrored = cusum(
          zs.map((z) => -z),
          { k: 0.25, h: 4, side: 'both' },
        );
        both.points.forEach((point, i) => {
          expect(Math.min(point.lower, point.upper)).toBeGreaterThanOrEqual(0);
          expect(point.lower).toBe(mirrored.points[i]?.upper);
        });
      }),
    );
  });

  // Section 6.1: k = .5 with h = 2.867 gives one false alarm in 100 healthy runs.
  it('has the false alarms that its h promises', () => {
    const words = randomWords('cusum');
    const lengths = Array.from({ length: 1_500 }, () => {
      let c = 0;
      for (let run = 1; ; run += 1) {
        c = Math.max(0, c - normalQuantile((words() + 0.5) / 2 ** 32) - 0.5);
        if (c > 2.867) return run;
      }
    });
    const mean = lengths.reduce((sum, n) => sum + n, 0) / lengths.length;
    expect(mean).toBeGreaterThan(90);
    expect(mean).toBeLessThan(110);
  });
});

describe('baselines', () => {
  it('need two runs', () => {
    expect([baselineOf([]), baselineOf([0.5])]).toEqual([null, null]);
    expect(baselineOf([0.4, 0.6])).toEqual({ mean: 0.5, sd: expect.closeTo(0.141421356, 9) as number, n: 2 });
  });

  it('standardise themselves without one', () => {
    const zs = selfStarting([0.8, 0.82, 0.78, 0.5], 0.001);
    expect(zs.slice(0, 2)).toEqual([0, 0]);
    expect(zs[3]).toBeLessThan(-2);
    // A t value of 1 with 9 degrees of freedom has the normal value of the same probability.
    const spread = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    const { sd } = baselineOf(spread) ?? { sd: NaN };
    expect(selfStarting([...spread, sd * Math.sqrt(1.1)], 0)[10]).toBeCloseTo(0.946, 2);
  });
});

describe('assessDrift', () => {
  const SETTINGS = { k: 0.5, h: 4.15, baselineRuns: 8, leastSd: 0.01 };
  const steady = (n: number, score: number, canaries = 0.05): DriftRun[] =>
    Array.from({ length: n }, (_, i) => ({
      runId: `${score}-${canaries}-${i}`,
      score: score + (i % 2 === 0 ? -0.02 : 0.02),
      canaries: canaries + (i % 2 === 0 ? -0.005 : 0.005),
    }));
  const healthy = steady(10, 0.85);

  it.each([
    ['nothing', steady(8, 0.85), 'nothing', null],
    ['the model', steady(8, 0.78), 'model', '0.78-0.05-0'],
    ['the judge, upwards', steady(8, 0.78, 0.3), 'judge', '0.78-0.3-0'],
    ['the judge alone', steady(8, 0.85, 0.3), 'judge', null],
    ['a rise of the scores, which is no alarm', steady(8, 0.95), 'nothing', null],
  ])('tells %s', (_, after, moved, since) => {
    const found = assessDrift([...healthy, ...after], healthy.length, SETTINGS);
    expect(found.moved).toBe(moved);
    expect(found.scores).toMatchObject({ isFixed: true, runs: 8, baseline: { n: 10 } });
    expect(found.scores?.changeRunId).toBe(since);
  });

  it('starts itself without a baseline', () => {
    const found = assessDrift([...healthy, ...steady(8, 0.6)], 0, SETTINGS);
    expect(found).toMatchObject({ moved: 'model', scores: { isFixed: false, baseline: null, runs: 18 } });
    expect(found.scores?.changeRunId).toBe('0.6-0.05-0');
  });

  it('says nothing of few runs, or of what was not measured', () => {
    expect(assessDrift(steady(4, 0.1), 2, SETTINGS)).toEqual({ judge: null, scores: null, moved: 'nothing' });
    const unjudged = healthy.map((run) => ({ ...run, canaries: null }));
    expect(assessDrift([...unjudged, ...steady(8, 0.5)], 10, SETTINGS).moved).toBe('model');
  });
});
