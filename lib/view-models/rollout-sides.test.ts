import { describe, expect, it } from 'vitest';
import { minuteAt, rolloutDetailOf, rolloutEventOf, rolloutHealthOf } from '#lib/testing/rollouts.ts';
import { prepareSides } from './rollout-sides.ts';

describe('prepareSides', () => {
  it('has both sides, and the limits that hold', () => {
    const chart = prepareSides(rolloutDetailOf(), 'error_rate');
    expect(chart.points.map(({ canary, control, canaryN }) => [canary, control, canaryN])).toEqual([
      [0, 0, 10],
      [0.1, 0, 10],
      [0, 0, 10],
    ]);
    expect(chart.limits.map(({ kind, value, label }) => [kind, value, label])).toEqual([
      ['comparison', 0.032, 'limit against control 3.2%'],
      ['trigger', 0.05, 'taken back above 5%'],
    ]);
    expect(chart.limits[0]).toMatchObject({
      fromMs: Date.parse(minuteAt(12)),
      toMs: Date.parse(minuteAt(42)),
    });
    expect(chart.values.ticks).toEqual([0, 0.02, 0.04, 0.06, 0.08, 0.1]);
    expect(chart.summary).toContain('candidate 3.3%, control 0%.');
  });

  it('names a limit that is far away, and does not draw it', () => {
    const chart = prepareSides(rolloutDetailOf(), 'latency');
    expect(chart.limits.map(({ kind }) => kind)).toEqual(['comparison']);
    expect(chart.beyond.map(({ label }) => label)).toEqual(['taken back above 10.00 s']);
    expect(chart.values.domain[1]).toBeLessThan(2_000);
  });

  it('leaves gaps where nothing was measured, and says when there is nothing at all', () => {
    const [first] = rolloutDetailOf().series;
    const nothing = {
      ...(first?.canary ?? rolloutDetailOf().totals.canary),
      requests: 0,
      mean_score: null,
      scores: 0,
    };
    const series = [{ ts: minuteAt(0), percentage: 5, canary: nothing, control: nothing }];
    expect(prepareSides(rolloutDetailOf({ series }), 'error_rate')).toMatchObject({ isEmpty: true });
    expect(prepareSides(rolloutDetailOf({ series }), 'quality').points[0]).toMatchObject({
      canary: null,
      canaryN: 0,
    });
    expect(prepareSides(rolloutDetailOf({ series: [] }), 'latency').values.domain[1]).toBeGreaterThan(0);
  });

  it('draws no line across minutes without requests', () => {
    const [first] = rolloutDetailOf().series;
    const series = first ? [0, 1, 5].map((minute) => ({ ...first, ts: minuteAt(minute) })) : [];
    const { points } = prepareSides(rolloutDetailOf({ series }), 'latency');
    expect(points.map(({ timeMs, canary }) => [(timeMs - Date.parse(minuteAt(0))) / 60_000, canary])).toEqual(
      [
        [0, 800],
        [1, 800],
        [4, null],
        [5, 800],
      ],
    );
  });

  it('keeps a score’s limits on its axis', () => {
    const { values, limits } = prepareSides(rolloutDetailOf(), 'quality');
    expect(limits.map(({ value }) => value)).toEqual([0.75, 0.7]);
    for (const value of [0.7, 0.75, 0.8]) {
      expect(value).toBeGreaterThanOrEqual(values.domain[0]);
      expect(value).toBeLessThanOrEqual(values.domain[1]);
    }
  });

  it('has no line for a trigger that is off, and takes the last evidence once no check is there', () => {
    const rollout = rolloutDetailOf({ health: null });
    const { triggers } = rollout.plan;
    const plan = { ...rollout.plan, triggers: { ...triggers, error_rate: null } };
    expect(prepareSides({ ...rollout, plan }, 'error_rate').limits.map(({ kind }) => kind)).toEqual([
      'comparison',
    ]);
    const events = [rolloutEventOf(), rolloutEventOf({ health: rolloutHealthOf(30) })];
    expect(prepareSides({ ...rollout, plan, events }, 'error_rate').limits[0]?.toMs).toBe(
      Date.parse(minuteAt(30)),
    );
    expect(prepareSides({ ...rollout, plan, events: [] }, 'error_rate').limits).toEqual([]);
  });
});
