import { KILL_TARGETS, type KillEntry, type KillTarget } from '#lib/domain/rollout/kill-switches.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { KILL_COLUMNS } from './set-kill-switch.ts';

type PushContext = Pick<Context, 'router' | 'fastLane' | 'clock' | 'newId' | 'log'>;

/** Whoever has just set a switch here is about to store it, too. */
const SETTLED_AFTER_MS = 5_000;

/**
 * Stores switches that stand in this machine's file alone, because the database was away, so that they hold on all replicas.
 * What was switched on again in the database after that is the newer decision: then the file's stays on this machine. Rejects when
 * the database can't be reached; the next time does it.
 */
export async function pushKillSwitches(ctx: PushContext): Promise<void> {
  for (const target of KILL_TARGETS) {
    const entry = ctx.router.kills.local[target];
    if (entry && isWaiting(entry, ctx.clock.nowMs())) await push(ctx, target, entry);
  }
}

function isWaiting(entry: KillEntry, nowMs: number): boolean {
  const isFresh = Math.abs(nowMs - Date.parse(entry.at)) < SETTLED_AFTER_MS;
  return !entry.is_stored && entry.is_local !== true && !isFresh;
}

async function push(ctx: PushContext, target: KillTarget, entry: KillEntry): Promise<void> {
  const { kills } = ctx.router;
  await kills.oneAtATime(async () => {
    if (!kills.has(target, entry)) return;
    const isOver = await store(ctx, target, entry);
    // What is confirmed is forgotten once the database doesn't say so: first it has to be known that it does.
    await ctx.router.refresh();
    await kills.readFile();
    const isKnown = ctx.router.state?.kills[target] === true;
    if (!kills.has(target, entry) || (!isOver && !isKnown)) return;
    await kills
      .set(target, isOver ? { ...entry, is_local: true } : { ...entry, is_stored: true })
      .catch((err: unknown) => ctx.log.error({ err, target }, 'a kill switch can not be kept on disk'));
  });
}

/** Whether it is over: somebody has switched it on again since. */
async function store(ctx: PushContext, target: KillTarget, { at, by, reason }: KillEntry): Promise<boolean> {
  return inTransaction(ctx.fastLane, async (client) => {
    const nowMs = ctx.clock.nowMs();
    const { rowCount } = await client.query(
      `UPDATE router_state SET ${KILL_COLUMNS[target]} = true, version = version + 1, updated_at = $1
       WHERE id = 1 AND NOT ${KILL_COLUMNS[target]} AND NOT EXISTS (
         SELECT 1 FROM audit_entries WHERE action = 'router.unkill' AND target = $2 AND created_at > $3)`,
      [new Date(nowMs), target, at],
    );
    if (rowCount) {
      await writeAuditEntry(ctx, client, {
        ...{ actor: by, action: 'router.kill', target },
        details: { reason, set_at: at },
      });
      ctx.log.warn({ target, by, reason }, 'a kill switch of this machine holds on all replicas now');
      return false;
    }
    const { rows } = await client.query<{ is_killed: boolean }>(
      `SELECT ${KILL_COLUMNS[target]} AS is_killed FROM router_state WHERE id = 1`,
    );
    return rows[0]?.is_killed === false;
  });
}
