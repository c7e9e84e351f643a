import type { Pool, PoolClient } from 'pg';
import type { ConfigFiles } from '#lib/config/files.ts';
import { monthOf, PURPOSES, stoppingBudget, type Budget, type Purpose } from '#lib/domain/cost/budget.ts';
import type { Clock } from '../gateway/gateway-context.ts';

/** The figure that decides is never older. */
const FRESH_MS = 60_000;

const cache = new WeakMap<ConfigFiles, { atMs: number; reason: Promise<string | null> }>();

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
  const nowMs = ctx.clock.nowMs();
  const known = cache.get(ctx.config);
  const isFresh =
    known && Math.abs(nowMs - known.atMs) < FRESH_MS && monthOf(known.atMs).fromMs === monthOf(nowMs).fromMs;
  if (isFresh) return known.reason;
  const reason = readStop(ctx, nowMs);
  cache.set(ctx.config, { atMs: nowMs, reason });
  // An answer that failed is asked for again at once.
  reason.catch(() => cache.delete(ctx.config));
  return reason;
}

async function readStop(ctx: BudgetContext, nowMs: number): Promise<string | null> {
  const { fromMs, toMs } = monthOf(nowMs);
  const { rows } = await ctx.pool.query<{ shadow: number; judge: number }>(
    `SELECT coalesce(sum(shadow_cost_usd), 0)::float8 AS shadow, coalesce(sum(judge_cost_usd), 0)::float8 AS judge
     FROM shadow_rollups WHERE resolution = 'day' AND bucket >= $1 AND bucket < $2`,
    [new Date(fromMs), new Date(toMs)],
  );
  const spent = rows[0] ?? { shadow: 0, judge: 0 };
  return stopReason(budgetsOf(ctx.config, { ...spent, production: 0, ci: 0 }));
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
  judge: 'the shadow judge',
};

export function stopReason(budgets: readonly Budget[]): string | null {
  const stopping = stoppingBudget(budgets);
  if (!stopping) return null;
  const limit = `$${stopping.limitUsd ?? 0}`;
  return `The monthly budget of ${limit} for ${NAMES[stopping.purpose] ?? stopping.purpose} is used up: shadow traffic goes on next month, or with a higher limit.`;
}
