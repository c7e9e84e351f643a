import type { PoolClient } from 'pg';
import { storableLine } from '#lib/domain/text/storable.ts';
import type { Context } from './context.ts';

export interface AuditInput {
  actor: string;
  /** What was done, such as `run.promote`. */
  action: string;
  /** Id of what it was done to. */
  target: string;
  details?: object;
}

/** Notes who changed what, in the transaction of the change. */
export async function writeAuditEntry(
  ctx: Pick<Context, 'clock' | 'newId'>,
  client: PoolClient,
  { actor, action, target, details }: AuditInput,
): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  await client.query(
    `INSERT INTO audit_entries (id, created_at, actor, action, target, details)
     VALUES ($1, $2, $3, $4, $5, $6::jsonb)`,
    [ctx.newId(nowMs), new Date(nowMs), actor, action, target, details ? storableLine(details) : null],
  );
}
