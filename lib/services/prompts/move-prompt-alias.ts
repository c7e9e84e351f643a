import type { PoolClient } from 'pg';
import type { Context } from '../context.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { bumpRouter } from './bump-router.ts';

export interface AliasMove {
  name: string;
  alias: string;
  /** A registered version of this prompt, as `name@hash`. */
  version: string;
  /** Id of who moves it. */
  actor: string;
  /** The version that the alias is believed to name; null: none yet. Left out, nothing is expected. */
  expected?: string | null | undefined;
  /** For the history. */
  reason?: string | null | undefined;
}

export type AliasMoveOutcome =
  | { ok: true; previous: string | null; isMoved: boolean }
  | { ok: false; problem: 'unknown_version' }
  /** Somebody else moved it first; `current` is what it names now. */
  | { ok: false; problem: 'moved_meanwhile'; current: string | null };

/**
 * Makes an alias name a version, in the caller's transaction, with an entry in the audit log and a word to the
 * gateways. The alias's row stays locked until the transaction ends, so that of two movers one sees the other's work.
 * An alias that is there already is left alone.
 */
export async function movePromptAlias(
  ctx: Pick<Context, 'clock' | 'newId'>,
  client: PoolClient,
  move: AliasMove,
): Promise<AliasMoveOutcome> {
  const { name, alias, version, actor, expected, reason } = move;
  const { rowCount } = await client.query('SELECT 1 FROM prompt_versions WHERE name = $1 AND version = $2', [
    name,
    version,
  ]);
  if (rowCount === 0) return { ok: false, problem: 'unknown_version' };
  const previous = await lockOrInsert(ctx, client, move);
  if (expected !== undefined && previous !== expected)
    return { ok: false, problem: 'moved_meanwhile', current: previous };
  if (previous === version) return { ok: true, previous, isMoved: false };
  if (previous !== null)
    await client.query(
      'UPDATE prompt_aliases SET version = $3, updated_at = $4, updated_by = $5 WHERE name = $1 AND alias = $2',
      [name, alias, version, new Date(ctx.clock.nowMs()), actor],
    );
  const details = { alias, from: previous, to: version, ...(reason ? { reason } : {}) };
  await writeAuditEntry(ctx, client, { actor, action: 'prompt.alias', target: name, details });
  await bumpRouter(ctx, client);
  return { ok: true, previous, isMoved: true };
}

/** What the alias named, its row locked; null when it was not there: it is made, unless the caller expected one. */
async function lockOrInsert(
  ctx: Pick<Context, 'clock'>,
  client: PoolClient,
  { name, alias, version, actor, expected }: AliasMove,
): Promise<string | null> {
  for (;;) {
    const { rows } = await client.query<{ version: string }>(
      'SELECT version FROM prompt_aliases WHERE name = $1 AND alias = $2 FOR UPDATE',
      [name, alias],
    );
    if (rows[0]) return rows[0].version;
    if (typeof expected === 'string') return null;
    const { rowCount } = await client.query(
      `INSERT INTO prompt_aliases (name, alias, version, updated_at, updated_by)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [name, alias, version, new Date(ctx.clock.nowMs()), actor],
    );
    // Nothing inserted: another transaction made it between the two statements, and it can be read now.
    if (rowCount === 1) return null;
  }
}
