import type { RunDetail } from '#lib/contracts/runs.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import { storableLine } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { getRun, isRunId } from './get-run.ts';

/** Sets tags of a run and takes away those that are null. Null when there is no such run. */
export async function tagRun(
  ctx: Pick<Context, 'pool' | 'clock' | 'newId'>,
  actor: Principal,
  id: string,
  tags: Readonly<Record<string, string | null>>,
): Promise<RunDetail | null> {
  if (!isRunId(id)) return null;
  await inTransaction(ctx.pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE runs SET tags = (
         SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(tags || $2::jsonb)
         WHERE value <> 'null')
       WHERE id = $1`,
      [id, storableLine(tags)],
    );
    if (!rowCount) return;
    await writeAuditEntry(ctx, client, { actor: actor.id, action: 'run.tag', target: id, details: { tags } });
  });
  return getRun(ctx, id);
}
