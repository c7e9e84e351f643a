import { describe, expect, it } from 'vitest';
import type { ComparedRun } from '#lib/contracts/comparisons.ts';
import { comparedRun, comparison } from '#lib/testing/run-comparisons.ts';
import { prepareFrontierChart } from './frontier-chart.ts';

const priced = (
  index: number,
  cost: number | null,
  overall: number | null,
  isOn: boolean | null,
  interval: { low: number; high: number } | null = null,
): ComparedRun => ({
  ...comparedRun(
    index,
    { overall },
    index === 0 ? null : comparison({ paired_delta: 0.1, interval90: interval }),
  ),
  cost_per_thousand_usd: cost,
  is_on_cost_frontier: isOn,
});
const chartOf = (...runs: ComparedRun[]) => prepareFrontierChart({ alpha: 0.05, runs });

describe('prepareFrontierChart', () => {
  it('places runs by cost and score, with whiskers around the score', () => {
    const chart = chartOf(
      priced(0, 1, 0.5, true),
      priced(1, 4, 0.7, true, { low: 0.05, high: 0.15 }),
      priced(2, 3, 0.4, false, { low: -0.2, high: 0 }),
    );
    expect(chart.costs).toEqual({
      isLogarithmic: false,
      ticks: [0, 1, 2, 3, 4, 5].map((cost) => ({ place: 20 * cost, text: `$${cost}` })),
    });
    expect(chart.points.map(({ x }) => x)).toEqual([20, 80, 60]);
    const [reference, other, last] = chart.points;
    expect(reference).toMatchObject({ letter: 'A', low: null, high: null, label: 'right' });
    expect(other?.label).toBe('left');
    expect(Number(other?.high) - Number(other?.y)).toBeCloseTo(Number(other?.y) - Number(other?.low), 9);
    expect(Number(last?.y)).toBeGreaterThan(0);
    expect(chart.line.map(({ x }) => x)).toEqual([20, 80]);
    expect(other?.words).toBe(
      'B, model-1: score 0.700 (−0.050 to +0.050 around it), $4.00 for 1,000 answers; on the frontier',
    );
  });

  it('takes a logarithmic axis where prices lie far apart', () => {
    const chart = chartOf(priced(0, 0.02, 0.5, true), priced(1, 5, 0.7, true));
    expect(chart.costs.isLogarithmic).toBe(true);
    expect(chart.costs.ticks.map(({ text }) => text)).toEqual(['$0.01', '$0.1', '$1', '$10']);
    expect(chart.points[0]?.x).toBeCloseTo((100 * Math.log10(2)) / 3, 9);
  });

  it('stays linear when something is free, and with one price of nothing', () => {
    expect(chartOf(priced(0, 0, 0.5, true), priced(1, 5, 0.7, true)).costs.isLogarithmic).toBe(false);
    expect(chartOf(priced(0, 0, 0.5, true)).points[0]?.x).toBe(0);
  });

  it('names runs that can not be drawn', () => {
    const isVoid = comparedRun(2, { quality: 'void' }, comparison({}));
    const chart = chartOf(priced(0, null, 0.5, null), priced(1, 1, null, null), {
      ...isVoid,
      is_on_cost_frontier: null,
    });
    expect(chart.points).toEqual([]);
    expect(chart.missing).toEqual([
      'A (model-0) has no known price',
      'B (model-1) has no score',
      'C (model-2) is void',
    ]);
  });

  it('leaves out names that would run into each other', () => {
    const chart = chartOf(priced(0, 1, 0.7, true), priced(1, 1.1, 0.701, true), priced(2, 5, 0.4, false));
    expect(chart.points.map(({ label }) => label)).toEqual(['none', 'none', 'left']);
  });

  it('keeps every place on the plot', () => {
    for (const cost of [1e-6, 0.0003, 0.07, 2.5, 9.99, 1234]) {
      const { points, costs } = chartOf(priced(0, cost, 0.5, true), priced(1, cost * 30, 0.9, true));
      for (const { place } of [...costs.ticks, ...points.map(({ x }) => ({ place: x }))]) {
        expect(place).toBeGreaterThanOrEqual(-1e-9);
        expect(place).toBeLessThanOrEqual(100 + 1e-9);
      }
      expect(costs.ticks.length).toBeLessThanOrEqual(7);
    }
  });
});
