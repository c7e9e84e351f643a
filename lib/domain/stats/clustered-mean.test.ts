import { describe, expect, it } from 'vitest';
import vectors from '#lib/testing/vectors/statistics.json' with { type: 'json' };
import { clusteredMean } from './clustered-mean.ts';
import { dropP, nonInferiorityP } from './mean-tests.ts';
import { minimumDetectableDrop } from './power.ts';
import { studentTQuantile } from './student-t.ts';

const alone = (value: number) => ({ value, weight: 1, cluster: null });

describe('clusteredMean', () => {
  it.each(vectors.paired.map((row) => [row.id, row] as const))('%s: paired t', (_, row) => {
    const n = row.deltas.length;
    const { mean, se } = clusteredMean(row.deltas.map(alone)) ?? { mean: NaN, se: null };
    const estimate = { mean, se: se ?? NaN, df: n - 1 };
    expect(mean).toBeCloseTo(row.mean, 12);
    expect(estimate.se * Math.sqrt(n)).toBeCloseTo(row.sd, 12);
    expect(dropP(estimate)).toBeCloseTo(row.p_less, 10);
    expect(nonInferiorityP(estimate, 0.05)).toBeCloseTo(row.noninferiority_p_margin_05, 10);
    const half = studentTQuantile(0.95, n - 1) * estimate.se;
    expect([mean - half, mean + half]).toEqual(row.ci90.map((bound) => expect.closeTo(bound, 10) as number));
  });

  it.each(vectors.cluster.map((row) => [row.id, row] as const))('%s: CR1', (_, row) => {
    const values = row.deltas.map((value, i) => ({ value, weight: 1, cluster: `c${row.cluster[i]}` }));
    const found = clusteredMean(values);
    expect(found?.mean).toBeCloseTo(row.mean, 12);
    expect(found?.se).toBeCloseTo(row.se_cluster_CR1, 12);
    expect(found?.clusters).toBe(row.df + 1);
    const estimate = { mean: row.mean, se: row.se_cluster_CR1, df: row.df };
    expect(dropP(estimate)).toBeCloseTo(row.p_less, 10);
  });

  it('is unknown for less than two clusters, and empty for no weight', () => {
    expect(clusteredMean([alone(-0.2)])).toMatchObject({ mean: -0.2, se: null, clusters: 1 });
    expect(clusteredMean([{ value: 1, weight: 0, cluster: null }])).toBeNull();
    expect(clusteredMean([])).toBeNull();
  });

  it('weighs values, and leaves out those without weight', () => {
    const found = clusteredMean([
      { value: 1, weight: 3, cluster: null },
      { value: 0, weight: 1, cluster: null },
      { value: 9, weight: 0, cluster: null },
    ]);
    expect(found).toMatchObject({ mean: 0.75, clusters: 2, sums: [0.75, 0] });
  });

  it('has no spread for equal values, whatever their rounding', () => {
    expect(clusteredMean([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1].map((each) => alone(each - 0.3)))?.se).toBe(0);
  });
});

describe('without spread the mean decides', () => {
  it.each([
    [0, 1, 0],
    [-0.02, 0, 0],
    [-0.05, 0, 1],
    [-0.2, 0, 1],
  ])('mean %f: drop p %f, non-inferiority p %f', (mean, drop, inferior) => {
    expect(dropP({ mean, se: 0, df: 9 })).toBe(drop);
    expect(nonInferiorityP({ mean, se: 0, df: 9 }, 0.05)).toBe(inferior);
  });
});

// Section 4.6: spread between examples .04, noise sd, n, answers per side.
it.each([
  [0.05, 10, 1, 1, 0.07],
  [0.1, 20, 1, 1, 0.085],
  [0.15, 20, 5, 3, 0.068],
  [0.2, 50, 5, 3, 0.054],
  [0.35, 200, 5, 3, 0.046],
])('minimum detectable drop: noise %f, n %i, K %i/%i', (noise, n, baselineK, currentK, expected) => {
  const variance = 0.04 ** 2 + noise ** 2 / baselineK + noise ** 2 / currentK;
  const drop = minimumDetectableDrop(Math.sqrt(variance / n), n - 1, { alpha: 0.05, power: 0.8 });
  expect(drop).toBeCloseTo(expected, 3);
});
