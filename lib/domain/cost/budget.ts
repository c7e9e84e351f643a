export const PURPOSES = ['production', 'shadow', 'judge', 'ci'] as const;
/** Who pays: what callers asked for, the candidate's answers, their judging, and runs. */
export type Purpose = (typeof PURPOSES)[number];

export const BUDGET_STATES = ['unlimited', 'ok', 'near', 'reached'] as const;
export type BudgetState = (typeof BUDGET_STATES)[number];

/** What limits are for: a calendar day or a calendar month, UTC. */
export const BUDGET_PERIODS = ['day', 'month'] as const;
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];

export interface Budget {
  purpose: Purpose;
  period: BudgetPeriod;
  /** US dollars a period; null is no limit. */
  limitUsd: number | null;
  /** Of the period so far, as far as prices are known. */
  spentUsd: number;
}

/** How a period's spending stands against its limit: a limit of exactly what was spent is reached. */
export function budgetState({ limitUsd, spentUsd }: Budget, warnShare: number): BudgetState {
  if (limitUsd === null) return 'unlimited';
  if (spentUsd >= limitUsd) return 'reached';
  return spentUsd >= warnShare * limitUsd ? 'near' : 'ok';
}

/** Purposes whose calls nobody waits for: at the limit they stop. */
const STOPPABLE: readonly Purpose[] = ['shadow', 'judge'];

/**
 * The budget that stops shadow traffic, which takes both the candidate and the judge; null when none does. Of several it is
 * the one that stops for longest.
 */
export function stoppingBudget(budgets: readonly Budget[]): Budget | null {
  const stopping = budgets.filter(
    (budget) => STOPPABLE.includes(budget.purpose) && budgetState(budget, 1) === 'reached',
  );
  return stopping.find(({ period }) => period === 'month') ?? stopping[0] ?? null;
}

/** The calendar day or month (UTC) of a moment: its first millisecond, and the next one's. */
export function periodOf(period: BudgetPeriod, nowMs: number): { fromMs: number; toMs: number } {
  const now = new Date(nowMs);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  return period === 'month'
    ? { fromMs: Date.UTC(year, month, 1), toMs: Date.UTC(year, month + 1, 1) }
    : { fromMs: Date.UTC(year, month, day), toMs: Date.UTC(year, month, day + 1) };
}
