import type { CommandRollout } from '#lib/contracts/rollouts.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';
import type { RolloutCommand } from '#lib/domain/rollout/state.ts';
import { transition } from '#lib/domain/rollout/transition.ts';
import { inTransaction } from '../in-transaction.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { refreshMinutes } from './minutes.ts';
import { changedProduction } from './production.ts';
import type { RolloutContext } from './rollout-context.ts';
import { lockRollout } from './rollout-record.ts';
import { slowMs } from './slow-ms.ts';
import { storeTransition } from './store-transition.ts';
import { usableChannels } from './usable-channels.ts';

export type CommandKind = Exclude<RolloutCommand['kind'], 'check'>;
export type CommandOutcome = { ok: true } | { ok: false; status: 404 | 409; reason: string };

const LATE_MS = 120_000;

/** Pauses, resumes, aborts or promotes by hand, with an audit entry, in one transaction. */
export async function commandRollout(
  ctx: RolloutContext,
  actor: Principal,
  id: string,
  kind: CommandKind,
  { reason, version }: CommandRollout,
): Promise<CommandOutcome> {
  if (timeOfUuid7(id) === null) return UNKNOWN;
  const channels = await usableChannels(ctx);
  return inTransaction(ctx.pool, async (client) => {
    const rollout = await lockRollout(client, id, 'wait');
    if (!rollout) return UNKNOWN;
    if (version !== undefined && version !== rollout.version)
      return refuse(`the rollout has changed in the meantime (version ${rollout.version}, not ${version})`);
    const nowMs = ctx.clock.nowMs();
    const next = transition(rollout.plan, rollout.state, { kind, reason }, nowMs);
    if (next.refusal !== null) return refuse(next.refusal);
    const now = kind === 'promote' ? await changedProduction(ctx, client, rollout) : null;
    if (now !== null) return refuse(`production is ${now} now, and not what the candidate was compared with`);
    await refreshMinutes(
      client,
      id,
      Math.min(nowMs, rollout.state.lastSeenMs) - LATE_MS,
      slowMs(rollout.plan),
    );
    await storeTransition(ctx, client, rollout, next, { actor: actor.id, health: null, channels });
    await writeAuditEntry(ctx, client, {
      ...{ actor: actor.id, action: `rollout.${kind}`, target: id },
      details: { reason, version: rollout.version, percentage: rollout.state.percentage },
    });
    return { ok: true };
  });
}

const UNKNOWN: CommandOutcome = { ok: false, status: 404, reason: 'there is no such rollout' };

const refuse = (reason: string): CommandOutcome => ({ ok: false, status: 409, reason });
