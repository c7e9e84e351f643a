import { describe, expect, it } from 'vitest';
import type { TrafficFigures, TrafficSeries } from '#lib/contracts/traffic.ts';
import { prepareTrafficChart } from './traffic-chart.ts';

const FROM = Date.UTC(2026, 0, 15, 10);
const iso = (ms: number) => new Date(ms).toISOString();
const figures = (changes: Partial<TrafficFigures> = {}): TrafficFigures => ({
  requests: 10,
  failures: 1,
  by_status: { ok: 9, error: 1, timeout: 0, aborted: 0 },
  latency_ms: { mean: 5, p50: 4, p90: 8, p95: 9, p99: 10 },
  ...{ input_tokens: 100, cached_input_tokens: 0, output_tokens: 50, tokens_unknown: 0 },
  ...{ cost_usd: 0.5, cost_unknown: 0 },
  ...changes,
});
const series = (changes: Partial<TrafficSeries> = {}): TrafficSeries => ({
  ...{ from: iso(FROM), to: iso(FROM + 3 * 60_000), source: 'rows', bucket_seconds: 60, split: 'none' },
  groups: [
    {
      ...{ name: null, is_rest: false },
      items: [
        { ts: iso(FROM), ...figures() },
        { ts: iso(FROM + 2 * 60_000), ...figures({ requests: 20, cost_unknown: 20, cost_usd: 0 }) },
      ],
    },
  ],
  ...changes,
});

describe('prepareTrafficChart', () => {
  it('has a point a bucket; without exchanges a volume is zero and a latency a gap', () => {
    expect(prepareTrafficChart(series(), 'requests').points.map((point) => point.line0)).toEqual([
      10, 0, 20, 0,
    ]);
    const latency = prepareTrafficChart(series(), 'latency');
    expect(latency.lines.map(({ name }) => name)).toEqual(['p50', 'p90', 'p95', 'p99']);
    expect(latency.points.map((point) => point.line2)).toEqual([9, null, 9, null]);
  });

  it('has round ticks from zero to above the largest value, and whole ones of counts', () => {
    expect(prepareTrafficChart(series(), 'requests').values.ticks).toEqual([0, 5, 10, 15, 20]);
    const { ticks, format } = prepareTrafficChart(series(), 'failures').values;
    expect(ticks.map(format)).toEqual(['0%', '2%', '4%', '6%', '8%', '10%']);
    const items = [{ ts: iso(FROM), ...figures({ requests: 2, failures: 0 }) }];
    const few = series({ groups: [{ name: null, is_rest: false, items }] });
    expect(prepareTrafficChart(few, 'requests').values.ticks).toEqual([0, 1, 2]);
    expect(prepareTrafficChart(few, 'failures').values.ticks.at(-1)).toBe(0.05);
  });

  it('leaves a gap where no cost is known, which is not zero', () => {
    expect(prepareTrafficChart(series(), 'cost').points.map((point) => point.line0)).toEqual([
      0.5,
      0,
      null,
      0,
    ]);
  });

  it('names groups, those without a name and the rest', () => {
    const item = { ts: iso(FROM), ...figures() };
    const groups = [
      { name: 'support', is_rest: false, items: [item] },
      { name: null, is_rest: false, items: [item] },
      { name: null, is_rest: true, items: [item] },
    ];
    const chart = prepareTrafficChart(series({ split: 'use_case', groups }), 'failures');
    expect(chart.lines.map(({ name }) => name)).toEqual(['support', 'none', 'all others']);
    expect(chart.summary).toContain('support: between 10% and 10%.');
  });

  it('is empty without groups', () => {
    const chart = prepareTrafficChart(series({ groups: [] }), 'tokens');
    expect(chart).toMatchObject({ isEmpty: true, summary: 'No exchange in this range.' });
  });
});
