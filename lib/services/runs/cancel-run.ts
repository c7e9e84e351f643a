import type { Principal } from '#lib/domain/access/scopes.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { getRun, isRunId } from './get-run.ts';
import type { RunChange } from './promote-run.ts';

/** Cancels a run that is queued or running; the job stops at its next step. Null when there is no such run. */
export async function cancelRun(
  ctx: Pick<Context, 'pool' | 'clock' | 'newId'>,
  actor: Principal,
  id: string,
): Promise<RunChange | null> {
  if (!isRunId(id)) return null;
  const isCancelled = await inTransaction(ctx.pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE runs SET state = 'cancelled', finished_at = $2 WHERE id = $1 AND state IN ('queued', 'running')`,
      [id, new Date(ctx.clock.nowMs())],
    );
    if (!rowCount) return false;
    await writeAuditEntry(ctx, client, { actor: actor.id, action: 'run.cancel', target: id });
    return true;
  });
  const run = await getRun(ctx, id);
  if (!run) return null;
  return isCancelled ? { ok: true, run } : { ok: false, reason: `the run is ${run.state} already` };
}
