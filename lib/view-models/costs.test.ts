import { describe, expect, it } from 'vitest';
import type { Costs } from '#lib/contracts/costs.ts';
import { PURPOSES, type BudgetState } from '#lib/domain/cost/budget.ts';
import { amountOf, prepareBudgets, prepareCostChart } from './costs.ts';

const NOON = Date.UTC(2026, 0, 15, 12);
const HOUR = 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString();

function costs(changes: Partial<Costs> = {}): Costs {
  return {
    ...{ from: iso(NOON - 24 * HOUR), to: iso(NOON + HOUR / 2), step_seconds: 3_600 },
    totals: PURPOSES.map((purpose) => ({ purpose, cost_usd: 0, calls: 0, unknown_calls: 0 })),
    ...{ series: [], by_model: [], by_use_case: [], shadow_stopped: null },
    day: { from: iso(0), to: iso(1), budgets: [] },
    month: { from: iso(0), to: iso(1), budgets: [] },
    ...changes,
  };
}

describe('amountOf', () => {
  it.each([
    [{ cost_usd: 0, calls: 0, unknown_calls: 0 }, '$0', null],
    [{ cost_usd: 1.5, calls: 3, unknown_calls: 0 }, '$1.50', null],
    [{ cost_usd: 1.5, calls: 3, unknown_calls: 1 }, '$1.50', 'unknown for 1 call'],
    [{ cost_usd: 0, calls: 2, unknown_calls: 2 }, 'unknown', 'unknown for 2 calls'],
  ])('%o', (total, cost, unknown) => {
    expect(amountOf({ purpose: 'shadow', ...total })).toMatchObject({ cost, unknown });
  });

  it('counts runs as runs, and shows what is known of one', () => {
    expect(amountOf({ purpose: 'ci', cost_usd: 0, calls: 0, unknown_calls: 0 }).calls).toBe('0 runs');
    expect(amountOf({ purpose: 'ci', cost_usd: 0.5, calls: 1, unknown_calls: 1 })).toEqual({
      ...{ cost: '$0.500', calls: '1 run', unknown: 'unknown for 1 run' },
    });
  });
});

describe('prepareCostChart', () => {
  it('fills the hours between with nothing, up to the end', () => {
    const chart = prepareCostChart(
      costs({
        series: [
          { ts: iso(NOON - 2 * HOUR), costs: { production: 1 } },
          { ts: iso(NOON - HOUR), costs: { judge: 0.5, ci: 0.25 } },
        ],
      }),
    );
    expect(chart?.points).toEqual([
      { timeMs: NOON - 2 * HOUR, production: 1, shadow: 0, judge: 0, ci: 0 },
      { timeMs: NOON - HOUR, production: 0, shadow: 0, judge: 0.5, ci: 0.25 },
      { timeMs: NOON, production: 0, shadow: 0, judge: 0, ci: 0 },
    ]);
    expect(chart?.values.ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(chart?.timeDomain).toEqual([NOON - 2.5 * HOUR, NOON + 0.5 * HOUR]);
  });

  it('is nothing without a known cost', () => {
    expect(prepareCostChart(costs())).toBeNull();
  });
});

describe('prepareBudgets', () => {
  const item = (
    limit_usd: number | null,
    spent_usd: number,
    state: BudgetState = 'ok',
    unknown_calls = 0,
  ) => ({
    ...{ purpose: 'shadow' as const, limit_usd, spent_usd, unknown_calls, state },
  });
  const period = (...budgets: Costs['month']['budgets']) => ({ from: iso(0), to: iso(1), budgets });
  const budget = (...of: Parameters<typeof item>) =>
    prepareBudgets(costs({ month: period(item(...of)) }))[0]?.lines[0];

  it.each([
    [null, 3, null, 'no limit'],
    [10, 2.5, 0.25, '25% used'],
    [10, 20, 1, '200% used'],
    [0, 0, 1, '100% used'],
  ])('limit %s, spent %d', (limit, spent, share, words) => {
    expect(budget(limit, spent)).toMatchObject({ share, words });
  });

  it('tells what it does not know', () => {
    expect(budget(10, 1, 'ok', 3)?.unknown).toBe('and unknown for 3 calls');
  });

  it.each<[BudgetState, BudgetState, BudgetState]>([
    ['ok', 'reached', 'reached'],
    ['near', 'ok', 'near'],
    ['unlimited', 'ok', 'ok'],
    ['reached', 'unlimited', 'reached'],
  ])('month %s, day %s: %s in all', (ofMonth, ofDay, state) => {
    const [row] = prepareBudgets(
      costs({ month: period(item(10, 1, ofMonth)), day: period(item(2, 1, ofDay)) }),
    );
    expect(row).toMatchObject({ state, lines: [{ name: 'This month' }, { name: 'Today' }] });
  });
});
