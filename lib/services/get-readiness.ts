import type { Context } from './context.ts';

/** Whether all parts work, and the ledger of what became of every answered exchange. */
export async function getReadiness(ctx: Pick<Context, 'pool' | 'journal' | 'ledger'>) {
  const isDatabaseUp = await ctx.pool.query('SELECT 1').then(
    () => true,
    () => false,
  );
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
  };
}
