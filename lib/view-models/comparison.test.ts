import { describe, expect, it } from 'vitest';
import { prepareComparison } from './comparison.ts';

const shadow = (mean: number | null, low = 0, high = 0) => ({
  scored: 10,
  missing: 0,
  prod_score_mean: 0.9,
  shadow_score_mean: 0.9,
  delta_mean: mean,
  delta_interval: mean === null ? null : { low, high, confidence: 0.95 },
});

describe('prepareComparison', () => {
  it.each([
    ['better', 0.02, 0.001, 0.04],
    ['worse', -0.02, -0.04, -0.001],
    ['unclear', 0.01, -0.01, 0.03],
    ['unclear', 0.01, 0, 0.02],
    ['unclear', 0, 0, 0],
  ])('calls the candidate %s at %d in [%d, %d]', (verdict, mean, low, high) => {
    expect(prepareComparison(shadow(mean, low, high)).verdict).toBe(verdict);
  });

  it('has not enough data without an interval, also when there is a mean', () => {
    expect(prepareComparison(shadow(null)).words).toBe('Not enough data');
    const single = { ...shadow(0.1), delta_interval: null };
    expect(prepareComparison(single)).toMatchObject({ verdict: 'unknown', intervalWords: null, bar: null });
  });

  it('draws the interval on the smallest scale that holds it', () => {
    const { bar, intervalWords } = prepareComparison(shadow(-0.06, -0.08, -0.04));
    expect(bar?.reach).toBe(0.1);
    expect(bar?.left).toBeCloseTo(10);
    expect(bar?.width).toBeCloseTo(20);
    expect(bar?.mean).toBeCloseTo(20);
    expect(intervalWords).toBe('95% interval −0.080 to −0.040');
  });

  it('cuts an interval that leaves the scale of scores', () => {
    const { bar } = prepareComparison(shadow(0, -1.6, 1.6));
    expect(bar).toEqual({ reach: 1, left: 0, width: 100, mean: 50 });
  });
});
