import { describe, expect, it } from 'vitest';
import { prepareShadowChart, windowAround } from './shadow-chart.ts';

const start = Date.parse('2026-11-20T08:00:00.000Z');
const MINUTE_MS = 60_000;
const range = { fromMs: start - MINUTE_MS, toMs: start + 240 * MINUTE_MS };

/** A series with a point at each of these minutes. */
function seriesAt(minutes: readonly number[], means: readonly [number, number] = [0.9, 0.85]) {
  return {
    window_size: 20,
    items: minutes.map((minute, index) => ({
      ts: new Date(start + minute * MINUTE_MS).toISOString(),
      n: Math.min(20, index + 1),
      prod_mean: means[0],
      shadow_mean: means[1],
    })),
  };
}

const isGap = (point: { production: number | null }) => point.production === null;

describe('prepareShadowChart', () => {
  it('draws evenly spaced points without a gap', () => {
    const chart = prepareShadowChart(seriesAt([0, 5, 10, 15, 20]), range);
    expect(chart.points).toHaveLength(5);
    expect(chart.points.some(isGap)).toBe(false);
    expect(chart.timeDomain).toEqual([range.fromMs, range.toMs]);
  });

  it('breaks both lines in the middle of a gap of more than ten median spacings', () => {
    const chart = prepareShadowChart(seriesAt([0, 5, 10, 61, 66]), range);
    expect(chart.points.map(isGap)).toEqual([false, false, false, true, false, false]);
    expect(chart.points[3]).toMatchObject({ timeMs: start + 35.5 * MINUTE_MS, shadow: null, n: 0 });
  });

  it('keeps a line over exactly ten spacings', () => {
    expect(prepareShadowChart(seriesAt([0, 5, 10, 60]), range).points.some(isGap)).toBe(false);
  });

  it('ignores gaps that are too short to be seen', () => {
    const burst = [0, 0.01, 0.02, 0.03, 1, 1.01, 1.02];
    expect(prepareShadowChart(seriesAt(burst), range).points.some(isGap)).toBe(false);
  });

  it('marks points without neighbours, as lines of one point are invisible', () => {
    expect(prepareShadowChart(seriesAt([3]), range).points.map((point) => point.isAlone)).toEqual([true]);
    const lonely = prepareShadowChart(seriesAt([0, 1, 2, 3, 4, 100]), range);
    expect(lonely.points.map((point) => point.isAlone)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('widens the time axis for points beyond the asked range', () => {
    const chart = prepareShadowChart(seriesAt([0, 300]), range);
    expect(chart.timeDomain[1]).toBe(start + 300 * MINUTE_MS);
  });

  it('starts at the first point where most of the range before it is empty', () => {
    const late = prepareShadowChart(seriesAt([200, 210, 220]), range);
    expect(late.timeDomain).toEqual([start + 198 * MINUTE_MS, range.toMs]);
    const early = prepareShadowChart(seriesAt([100, 210]), range);
    expect(early.timeDomain).toEqual([range.fromMs, range.toMs]);
  });

  it('shows at least a minute', () => {
    const { timeDomain, timeTicks } = prepareShadowChart(seriesAt([239.9]), range);
    expect(timeDomain).toEqual([range.toMs - MINUTE_MS, range.toMs]);
    expect(timeTicks.length).toBeGreaterThan(2);
  });

  it('says in words what the lines show', () => {
    expect(prepareShadowChart(seriesAt([0, 1]), range).summary).toBe(
      '2 points. At the end production scores 0.900 and shadow 0.850, a difference of −0.050. ' +
        'Over the range the difference lies between −0.050 and −0.050.',
    );
  });

  it('is empty without points', () => {
    const chart = prepareShadowChart(seriesAt([]), range);
    expect(chart).toMatchObject({ points: [], latest: null });
    expect(chart.summary).toBe('No scored shadow evaluations in this range.');
  });
});

it('looks at a twentieth of what is shown to either side of a point, at least a minute', () => {
  expect(windowAround({ timeDomain: [0, 10_000_000] }, 5_000_000)).toEqual([4_500_000, 5_500_000]);
  expect(windowAround({ timeDomain: [0, 1_000] }, 500_000)).toEqual([440_000, 560_000]);
});
