import type { Killed, KillSwitch } from '#lib/contracts/rollouts.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import type { KillEntry, KillTarget } from '#lib/domain/rollout/kill-switches.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';

type SwitchContext = Pick<Context, 'router' | 'fastLane' | 'clock' | 'newId' | 'log'>;

/**
 * Switches shadow evaluation or the candidate off, or on again: at once in this process, then on its disk, then in the
 * database for all replicas. What can't be reached is left out, and told: `isKept` is false when neither could keep it.
 */
export async function setKillSwitch(
  ctx: SwitchContext,
  actor: Principal,
  change: KillSwitch,
): Promise<{ killed: Killed; isKept: boolean }> {
  const { target, is_killed: isKilled, reason } = change;
  const entry: KillEntry = {
    at: new Date(ctx.clock.nowMs()).toISOString(),
    by: actor.name,
    reason,
    is_stored: false,
  };
  const isOnDisk = await keepOnDisk(ctx, target, isKilled ? entry : null);
  // After what is being stored already: the latest change is the last one that is stored.
  const isStored = await ctx.router.kills.oneAtATime(() => store(ctx, actor, change));
  if (isStored) {
    await ctx.router.refresh();
    // From here on, whoever takes it back in the database takes it back here.
    if (isKilled) await keepOnDisk(ctx, target, { ...entry, is_stored: true });
  }
  const { shadow, canary } = ctx.router.kills.effective;
  return {
    killed: { is_shadow_killed: shadow, is_canary_killed: canary, is_stored: isStored },
    isKept: isOnDisk || isStored,
  };
}

async function keepOnDisk(ctx: SwitchContext, target: KillTarget, entry: KillEntry | null): Promise<boolean> {
  try {
    await ctx.router.kills.set(target, entry);
    return true;
  } catch (error) {
    ctx.log.error({ err: error, target }, 'a kill switch can not be kept on disk: it holds in this process');
    return false;
  }
}

/** Where the database has them. */
export const KILL_COLUMNS: Record<KillTarget, string> = {
  shadow: 'is_shadow_killed',
  canary: 'is_canary_killed',
};

async function store(
  ctx: SwitchContext,
  actor: Principal,
  { target, is_killed: isKilled, reason }: KillSwitch,
): Promise<boolean> {
  try {
    await inTransaction(ctx.fastLane, async (client) => {
      const nowMs = ctx.clock.nowMs();
      await client.query(
        `UPDATE router_state SET ${KILL_COLUMNS[target]} = $1, version = version + 1, updated_at = $2 WHERE id = 1`,
        [isKilled, new Date(nowMs)],
      );
      const action = isKilled ? 'router.kill' : 'router.unkill';
      await writeAuditEntry(ctx, client, { actor: actor.id, action, target, details: { reason } });
    });
    return true;
  } catch (error) {
    ctx.log.warn({ err: error, target }, 'a kill switch can not be stored: it holds in this process');
    return false;
  }
}
