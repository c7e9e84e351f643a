export const PURPOSES = ['production', 'shadow', 'judge', 'ci'] as const;
/** Who pays: what callers asked for, the candidate's answers, their judging, and runs. */
export type Purpose = (typeof PURPOSES)[number];

export const BUDGET_STATES = ['unlimited', 'ok', 'near', 'reached'] as const;
export type BudgetState = (typeof BUDGET_STATES)[number];

export interface Budget {
  purpose: Purpose;
  /** US dollars a month; null is no limit. */
  limitUsd: number | null;
  /** Of this month, as far as prices are known. */
  spentUsd: number;
}

/** How a month's spending stands against its limit: a limit of exactly what was spent is reached. */
export function budgetState({ limitUsd, spentUsd }: Budget, warnShare: number): BudgetState {
  if (limitUsd === null) return 'unlimited';
  if (spentUsd >= limitUsd) return 'reached';
  return spentUsd >= warnShare * limitUsd ? 'near' : 'ok';
}

/** Purposes whose calls nobody waits for: at the limit they stop. */
const STOPPABLE: readonly Purpose[] = ['shadow', 'judge'];

/** The budget that stops shadow traffic, which takes both the candidate and the judge; null when none does. */
export function stoppingBudget(budgets: readonly Budget[]): Budget | null {
  return (
    budgets.find((budget) => STOPPABLE.includes(budget.purpose) && budgetState(budget, 1) === 'reached') ??
    null
  );
}

/** The calendar month (UTC) of a moment: its first millisecond, and the next month's. */
export function monthOf(nowMs: number): { fromMs: number; toMs: number } {
  const now = new Date(nowMs);
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  return { fromMs: Date.UTC(year, month, 1), toMs: Date.UTC(year, month + 1, 1) };
}
