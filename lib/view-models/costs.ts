import type { Costs } from '#lib/contracts/costs.ts';
import {
  BUDGET_STATES,
  PURPOSES,
  type BudgetPeriod,
  type BudgetState,
  type Purpose,
} from '#lib/domain/cost/budget.ts';
import { timeTicks } from './axis.ts';
import { formatCost, formatCountOf, formatShare } from './format.ts';
import { valueAxis, type ValueAxis } from './value-axis.ts';

/** Who pays, in words for people, in the order in which they are always shown. */
export const PURPOSE_WORDS: Readonly<Record<Purpose, { name: string; what: string; counted: string }>> = {
  production: { name: 'Production', what: 'answers to callers', counted: 'call' },
  shadow: { name: 'Shadow', what: "the candidate's answers", counted: 'call' },
  judge: { name: 'Judge', what: 'scoring shadow answers', counted: 'call' },
  ci: { name: 'Runs', what: 'answers and judging of golden sets', counted: 'run' },
};

export interface Amount {
  cost: string;
  calls: string;
  /** What isn't in the cost; null when everything is. */
  unknown: string | null;
}

/** A sum with the calls or runs that it lacks: all unknown is told as unknown, never as 0. */
export function amountOf(total: {
  purpose: Purpose;
  cost_usd: number;
  calls: number;
  unknown_calls: number;
}): Amount {
  const { purpose, cost_usd: cost, calls, unknown_calls: unknown } = total;
  const noun = PURPOSE_WORDS[purpose].counted;
  // Of a run the answers may have a price and the judging none, so that a part of the cost is known.
  const isUnknown = calls > 0 && unknown === calls && cost === 0;
  return {
    cost: isUnknown ? 'unknown' : formatCost(cost),
    calls: formatCountOf(calls, noun),
    unknown: unknown > 0 ? `unknown for ${formatCountOf(unknown, noun)}` : null,
  };
}

export interface CostPoint {
  timeMs: number;
  production: number;
  shadow: number;
  judge: number;
  ci: number;
}

export interface CostChart {
  points: readonly CostPoint[];
  stepMs: number;
  timeDomain: [number, number];
  timeTicks: readonly number[];
  values: ValueAxis;
  summary: string;
}

/** Known costs over time, with empty buckets in between; a range that is mostly empty begins at its first costs. */
export function prepareCostChart(costs: Costs): CostChart | null {
  const stepMs = costs.step_seconds * 1_000;
  const known = new Map(costs.series.map((point) => [Date.parse(point.ts), point.costs]));
  const first = Math.min(...known.keys());
  if (known.size === 0) return null;
  const last = Math.floor(Date.parse(costs.to) / stepMs) * stepMs;
  const points: CostPoint[] = [];
  for (let timeMs = first; timeMs <= Math.max(last, first); timeMs += stepMs) {
    const at = known.get(timeMs);
    points.push({
      timeMs,
      production: at?.production ?? 0,
      shadow: at?.shadow ?? 0,
      judge: at?.judge ?? 0,
      ci: at?.ci ?? 0,
    });
  }
  const timeDomain: [number, number] = [first - stepMs / 2, Math.max(last, first) + stepMs / 2];
  const total = costs.totals.reduce((sum, { cost_usd: cost }) => sum + cost, 0);
  return {
    points,
    stepMs,
    timeDomain,
    timeTicks: timeTicks(...timeDomain),
    values: valueAxis(points.map(sumOf), 'cost'),
    summary: `${formatCost(total)} in all: ${costs.totals
      .map((item) => `${PURPOSE_WORDS[item.purpose].name} ${amountOf(item).cost}`)
      .join(', ')}.`,
  };
}

const sumOf = (point: CostPoint): number => PURPOSES.reduce((sum, purpose) => sum + point[purpose], 0);

type PeriodBudget = Costs['month']['budgets'][number];

/** One period's spending of one purpose against its limit. */
export interface BudgetLine {
  period: BudgetPeriod;
  name: string;
  spent: string;
  limit: string | null;
  /** In [0, 1]; null without a limit. */
  share: number | null;
  words: string;
  state: BudgetState;
  unknown: string | null;
}

export interface BudgetRow {
  purpose: Purpose;
  name: string;
  what: string;
  /** The worse of the lines'. */
  state: BudgetState;
  lines: readonly BudgetLine[];
}

const PERIOD_WORDS: Readonly<Record<BudgetPeriod, string>> = { month: 'This month', day: 'Today' };

/** This month's and today's spending against their limits, by purpose. */
export function prepareBudgets({ day, month }: Costs): BudgetRow[] {
  return month.budgets.map((ofMonth) => {
    const { purpose } = ofMonth;
    const ofDay = day.budgets.find((budget) => budget.purpose === purpose);
    const lines = [budgetLine('month', ofMonth), ...(ofDay ? [budgetLine('day', ofDay)] : [])];
    const state = BUDGET_STATES.findLast((each) => lines.some((line) => line.state === each));
    const { name, what } = PURPOSE_WORDS[purpose];
    return { purpose, name, what, state: state ?? ofMonth.state, lines };
  });
}

function budgetLine(period: BudgetPeriod, budget: PeriodBudget): BudgetLine {
  const { limit_usd: limit, spent_usd: spent, unknown_calls: unknown } = budget;
  const share = limit === null ? null : limit === 0 ? 1 : Math.min(1, spent / limit);
  return {
    ...{ period, name: PERIOD_WORDS[period] },
    spent: formatCost(spent),
    limit: limit === null ? null : formatCost(limit),
    share,
    words: share === null ? 'no limit' : `${formatShare(limit === 0 ? 1 : spent / (limit ?? 1))} used`,
    state: budget.state,
    unknown:
      unknown > 0 ? `and unknown for ${formatCountOf(unknown, PURPOSE_WORDS[budget.purpose].counted)}` : null,
  };
}
