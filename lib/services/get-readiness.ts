import type { Context } from './context.ts';

/** Whoever asks about readiness wants to know soon; a database that hangs is as good as none. */
const PATIENCE_MS = 1_000;

function isAnswering(pool: Context['pool']): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), PATIENCE_MS);
    const answer = (isUp: boolean) => {
      clearTimeout(timer);
      resolve(isUp);
    };
    pool.query('SELECT 1').then(
      () => answer(true),
      () => answer(false),
    );
  });
}

/** Whether all parts work, and the ledger of what became of every answered exchange. */
export async function getReadiness(ctx: Pick<Context, 'pool' | 'journal' | 'ledger' | 'router'>) {
  const isDatabaseUp = await isAnswering(ctx.pool);
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
    router: routerOf(ctx.router),
  };
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
