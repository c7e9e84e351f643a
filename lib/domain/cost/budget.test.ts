import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUDGET_PERIODS, budgetState, periodOf, stoppingBudget, type Budget } from './budget.ts';

const budget = (
  limitUsd: number | null,
  spentUsd: number,
  purpose: Budget['purpose'] = 'shadow',
  period: Budget['period'] = 'month',
): Budget => ({
  ...{ purpose, period, limitUsd, spentUsd },
});

describe('budgetState', () => {
  it.each([
    [null, 1e9, 'unlimited'],
    [10, 0, 'ok'],
    [10, 7.99, 'ok'],
    [10, 8, 'near'],
    [10, 9.99, 'near'],
    [10, 10, 'reached'],
    [10, 11, 'reached'],
    [0, 0, 'reached'],
  ])('limit %s, spent %d: %s', (limit, spent, state) => {
    expect(budgetState(budget(limit, spent), 0.8)).toBe(state);
  });
});

describe('stoppingBudget', () => {
  it.each([
    ['none', [budget(10, 1), budget(null, 99, 'judge')], null],
    ['shadow', [budget(10, 10), budget(5, 9, 'judge')], 'shadow'],
    ['judge', [budget(10, 1), budget(5, 9, 'judge')], 'judge'],
    ['production and runs never', [budget(1, 9, 'production'), budget(1, 9, 'ci')], null],
  ])('%s', (_, budgets, purpose) => {
    expect(stoppingBudget(budgets)?.purpose ?? null).toBe(purpose);
  });

  it.each([
    ['the day alone', [budget(10, 9), budget(1, 1, 'shadow', 'day')], 'day'],
    ['the month goes before the day', [budget(1, 1, 'shadow', 'day'), budget(9, 10, 'judge')], 'month'],
  ])('%s', (_, budgets, period) => {
    expect(stoppingBudget(budgets)?.period).toBe(period);
  });
});

describe('periodOf', () => {
  it('has the moment inside, and ends where the next begins', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: Date.UTC(2100, 0) }),
        fc.constantFrom(...BUDGET_PERIODS),
        (ms, period) => {
          const { fromMs, toMs } = periodOf(period, ms);
          expect(fromMs).toBeLessThanOrEqual(ms);
          expect(toMs).toBeGreaterThan(ms);
          expect(periodOf(period, toMs).fromMs).toBe(toMs);
          expect(periodOf(period, toMs - 1).fromMs).toBe(fromMs);
        },
      ),
    );
  });

  it('turns the year', () => {
    for (const period of BUDGET_PERIODS) {
      const { toMs } = periodOf(period, Date.UTC(2026, 11, 31, 23, 59));
      expect(new Date(toMs).toISOString()).toBe('2027-01-01T00:00:00.000Z');
    }
  });
});
