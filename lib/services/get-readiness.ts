import type { Context } from './context.ts';
import { isJudgeStopped, shadowStop } from './costs/shadow-budget.ts';

/** Whoever asks about readiness wants to know soon; a database that hangs is as good as none. */
const PATIENCE_MS = 1_000;

/** Null for a question that fails or takes too long. */
function inTime<T>(question: Promise<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), PATIENCE_MS);
    const answer = (value: T | null) => {
      clearTimeout(timer);
      resolve(value);
    };
    question.then(answer, () => answer(null));
  });
}

/** Whether all parts work, and the ledger of what became of every answered exchange. */
export async function getReadiness(
  ctx: Pick<Context, 'pool' | 'journal' | 'ledger' | 'router' | 'config' | 'clock'>,
) {
  const [answer, budget] = await Promise.all([inTime(ctx.pool.query('SELECT 1')), inTime(budgetStops(ctx))]);
  const isDatabaseUp = answer !== null;
  const { answered, journaled, stored, duplicates, rejected, lost } = ctx.ledger;
  return {
    // Chat goes on without the database, so its absence is told and doesn't take this process out of service.
    status: isDatabaseUp ? ('ready' as const) : ('degraded' as const),
    database: isDatabaseUp ? ('up' as const) : ('down' as const),
    ledger: {
      answered,
      journaled,
      stored,
      duplicates,
      rejected,
      lost,
      journal_backlog_bytes: ctx.journal.backlogBytes,
    },
    // Null while it is not known.
    budget: budget ?? { is_shadow_stopped: null, is_judge_stopped: null },
    router: routerOf(ctx.router),
  };
}

/** What the month's budgets have stopped. */
async function budgetStops(ctx: Pick<Context, 'pool' | 'config' | 'clock'>) {
  const [reason, isStopped] = await Promise.all([shadowStop(ctx), isJudgeStopped(ctx)]);
  return { is_shadow_stopped: reason !== null, is_judge_stopped: isStopped };
}

/** What this process goes by: candidates are served on knowledge of the last second alone. */
function routerOf({ state, current, ageMs, kills }: Context['router']) {
  return {
    production_model: current.productionModel,
    rollout_id: current.rollout?.id ?? null,
    canary_percentage: current.rollout?.percentage ?? 0,
    is_shadow_killed: kills.effective.shadow,
    is_canary_killed: kills.effective.canary,
    version: state?.version ?? null,
    age_ms: Number.isFinite(ageMs) ? Math.round(ageMs) : null,
  };
}
