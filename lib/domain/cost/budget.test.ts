import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetState, monthOf, stoppingBudget, type Budget } from './budget.ts';

const budget = (
  limitUsd: number | null,
  spentUsd: number,
  purpose: Budget['purpose'] = 'shadow',
): Budget => ({
  ...{ purpose, limitUsd, spentUsd },
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
});

describe('monthOf', () => {
  it('has the moment inside, and ends where the next begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2100, 0) }), (ms) => {
        const { fromMs, toMs } = monthOf(ms);
        expect(fromMs).toBeLessThanOrEqual(ms);
        expect(toMs).toBeGreaterThan(ms);
        expect(monthOf(toMs).fromMs).toBe(toMs);
        expect(monthOf(toMs - 1).fromMs).toBe(fromMs);
      }),
    );
  });

  it('turns the year', () => {
    const month = monthOf(Date.UTC(2026, 11, 31, 23, 59));
    expect(new Date(month.toMs).toISOString()).toBe('2027-01-01T00:00:00.000Z');
  });
});
