import type { Pool, PoolClient } from 'pg';
import type { ConfigFiles } from '#lib/config/files.ts';
import {
  BUDGET_PERIODS,
  periodOf,
  PURPOSES,
  stoppingBudget,
  type Budget,
  type BudgetPeriod,
  type Purpose,
} from '#lib/domain/cost/budget.ts';
import type { Clock } from '../gateway/gateway-context.ts';

/** The figure that decides is never older. */
const FRESH_MS = 60_000;

/** What is spent today and this month on calls that nobody waits for, in US dollars. */
type Spent = Record<BudgetPeriod, Pick<Record<Purpose, number>, 'shadow' | 'judge'>>;

const cache = new WeakMap<ConfigFiles, { atMs: number; spent: Promise<Spent> }>();

interface BudgetContext {
  pool: Pick<Pool | PoolClient, 'query'>;
  config: ConfigFiles;
  clock: Pick<Clock, 'nowMs'>;
}

/**
 * Why shadow traffic has to stop until the day or the month is over; null while it may go on. What was spent is read again
 * after a minute. Production is never asked.
 */
export async function shadowStop(ctx: BudgetContext): Promise<string | null> {
  return stopReason(await stoppable(ctx, ['shadow', 'judge']));
}

/** Whether the judge may not be asked about traffic until the day or the month is over; figures are those of `shadowStop`. */
export async function isJudgeStopped(ctx: BudgetContext): Promise<boolean> {
  return stoppingBudget(await stoppable(ctx, ['judge'])) !== null;
}

/** The limits of what can be stopped, with what was spent; the database is asked only where there are any. */
async function stoppable(
  ctx: BudgetContext,
  purposes: readonly (keyof Spent[BudgetPeriod])[],
): Promise<Budget[]> {
  const limits = purposes.flatMap((purpose) =>
    BUDGET_PERIODS.map((period) => ({ purpose, period, limitUsd: limitOf(ctx.config, purpose, period) })),
  );
  if (limits.every(({ limitUsd }) => limitUsd === null)) return [];
  const spent = await spentOf(ctx);
  return limits.map((limit) => ({ ...limit, spentUsd: spent[limit.period][limit.purpose] }));
}

/** The limit of budgets.yaml in US dollars; null where there is none. */
export function limitOf({ budgets }: ConfigFiles, purpose: Purpose, period: BudgetPeriod): number | null {
  return (period === 'day' ? budgets.daily_usd : budgets.monthly_usd)[purpose];
}

async function spentOf(ctx: BudgetContext): Promise<Spent> {
  const nowMs = ctx.clock.nowMs();
  const known = cache.get(ctx.config);
  const isFresh =
    known &&
    Math.abs(nowMs - known.atMs) < FRESH_MS &&
    periodOf('day', known.atMs).fromMs === periodOf('day', nowMs).fromMs;
  if (isFresh) return known.spent;
  const spent = readSpent(ctx, nowMs);
  cache.set(ctx.config, { atMs: nowMs, spent });
  // An answer that failed is asked for again at once.
  spent.catch(() => cache.delete(ctx.config));
  return spent;
}

async function readSpent(ctx: BudgetContext, nowMs: number): Promise<Spent> {
  const month = periodOf('month', nowMs);
  const day = periodOf('day', nowMs);
  const within = `resolution = 'day' AND bucket >= $1 AND bucket < $2`;
  const { rows } = await ctx.pool.query<{ shadow: number; judge: number; is_today: boolean }>(
    `SELECT bucket >= $3 AS is_today, coalesce(sum(shadow), 0)::float8 AS shadow,
            coalesce(sum(judge), 0)::float8 AS judge FROM (
       SELECT bucket, shadow_cost_usd AS shadow, judge_cost_usd AS judge FROM shadow_rollups WHERE ${within}
       UNION ALL SELECT bucket, 0, cost_usd FROM evaluation_rollups WHERE ${within} AND source = 'judge') spent
     GROUP BY 1`,
    [new Date(month.fromMs), new Date(month.toMs), new Date(day.fromMs)],
  );
  const nothing = { shadow: 0, judge: 0 };
  const before = rows.find(({ is_today: isToday }) => !isToday) ?? nothing;
  const today = rows.find(({ is_today: isToday }) => isToday) ?? nothing;
  return {
    day: { shadow: today.shadow, judge: today.judge },
    month: { shadow: before.shadow + today.shadow, judge: before.judge + today.judge },
  };
}

/** All budgets of a period with what was spent. */
export function budgetsOf(
  config: ConfigFiles,
  period: BudgetPeriod,
  spentUsd: Readonly<Record<Purpose, number>>,
): Budget[] {
  return PURPOSES.map((purpose) => ({
    ...{ purpose, period },
    limitUsd: limitOf(config, purpose, period),
    spentUsd: spentUsd[purpose],
  }));
}

const NAMES: Partial<Record<Purpose, string>> = {
  shadow: "the candidate's calls",
  judge: 'the judge of traffic',
};

export function stopReason(budgets: readonly Budget[]): string | null {
  const stopping = stoppingBudget(budgets);
  if (!stopping) return null;
  const limit = `$${stopping.limitUsd ?? 0}`;
  const [kind, end] = { day: ['daily', 'tomorrow (UTC)'], month: ['monthly', 'next month'] }[stopping.period];
  return `The ${kind} budget of ${limit} for ${NAMES[stopping.purpose] ?? stopping.purpose} is used up: shadow traffic goes on ${end}, or with a higher limit.`;
}
