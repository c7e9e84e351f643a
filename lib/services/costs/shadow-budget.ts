import type { Pool, PoolClient } from 'pg';
import type { ConfigFiles } from '#lib/config/files.ts';
import { monthOf, PURPOSES, stoppingBudget, type Budget, type Purpose } from '#lib/domain/cost/budget.ts';
import type { Clock } from '../gateway/gateway-context.ts';

/** The figure that decides is never older. */
const FRESH_MS = 60_000;

/** What is spent this month on calls that nobody waits for, in US dollars. */
type Spent = Pick<Record<Purpose, number>, 'shadow' | 'judge'>;

const cache = new WeakMap<ConfigFiles, { atMs: number; spent: Promise<Spent> }>();

interface BudgetContext {
  pool: Pick<Pool | PoolClient, 'query'>;
  config: ConfigFiles;
  clock: Pick<Clock, 'nowMs'>;
}

/**
 * Why shadow traffic has to stop until the month is over; null while it may go on. The month's spending is read again after
 * a minute. Production is never asked.
 */
export async function shadowStop(ctx: BudgetContext): Promise<string | null> {
  const { shadow, judge } = ctx.config.budgets.monthly_usd;
  if (shadow === null && judge === null) return null;
  return stopReason(budgetsOf(ctx.config, { ...(await spentOf(ctx)), production: 0, ci: 0 }));
}

/** Whether the judge may not be asked about traffic until the month is over; figures are those of `shadowStop`. */
export async function isJudgeStopped(ctx: BudgetContext): Promise<boolean> {
  const { judge } = ctx.config.budgets.monthly_usd;
  return judge !== null && (await spentOf(ctx)).judge >= judge;
}

async function spentOf(ctx: BudgetContext): Promise<Spent> {
  const nowMs = ctx.clock.nowMs();
  const known = cache.get(ctx.config);
  const isFresh =
    known && Math.abs(nowMs - known.atMs) < FRESH_MS && monthOf(known.atMs).fromMs === monthOf(nowMs).fromMs;
  if (isFresh) return known.spent;
  const spent = readSpent(ctx, nowMs);
  cache.set(ctx.config, { atMs: nowMs, spent });
  // An answer that failed is asked for again at once.
  spent.catch(() => cache.delete(ctx.config));
  return spent;
}

async function readSpent(ctx: BudgetContext, nowMs: number): Promise<Spent> {
  const { fromMs, toMs } = monthOf(nowMs);
  const within = `resolution = 'day' AND bucket >= $1 AND bucket < $2`;
  const { rows } = await ctx.pool.query<Spent>(
    `SELECT coalesce(sum(shadow), 0)::float8 AS shadow, coalesce(sum(judge), 0)::float8 AS judge FROM (
       SELECT shadow_cost_usd AS shadow, judge_cost_usd AS judge FROM shadow_rollups WHERE ${within}
       UNION ALL SELECT 0, cost_usd FROM evaluation_rollups WHERE ${within} AND source = 'judge') spent`,
    [new Date(fromMs), new Date(toMs)],
  );
  return rows[0] ?? { shadow: 0, judge: 0 };
}

/** This month's budgets with what was spent. */
export function budgetsOf({ budgets }: ConfigFiles, spentUsd: Readonly<Record<Purpose, number>>): Budget[] {
  return PURPOSES.map((purpose) => ({
    purpose,
    limitUsd: budgets.monthly_usd[purpose],
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
  return `The monthly budget of ${limit} for ${NAMES[stopping.purpose] ?? stopping.purpose} is used up: shadow traffic goes on next month, or with a higher limit.`;
}
