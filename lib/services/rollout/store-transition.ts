import type { PoolClient } from 'pg';
import type { HealthReport } from '#lib/domain/rollout/health-report.ts';
import type { RolloutEvent } from '#lib/domain/rollout/state.ts';
import type { Transition } from '#lib/domain/rollout/transition.ts';
import { storableLine, storableText } from '#lib/domain/text/storable.ts';
import type { Channel } from '../alerts/read-channels.ts';
import { carryOut } from './carry-out.ts';
import type { RolloutContext } from './rollout-context.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { tellRollout } from './tell-rollout.ts';

export interface StoredBy {
  actor: string;
  /** The check behind it; null where there was none. */
  health: HealthReport | null;
  /** Who is told; only those that can be used. */
  channels: readonly Channel[];
}

/**
 * Writes a rollout's next state, its line of history and everything that follows from it, in the caller's transaction. The
 * rollout must be locked there; the version is compared all the same.
 */
export async function storeTransition(
  ctx: RolloutContext,
  client: PoolClient,
  rollout: RolloutRecord,
  { state, event }: Transition,
  { actor, health, channels }: StoredBy,
): Promise<void> {
  const hasEnded = event !== null && !['running', 'paused'].includes(state.status);
  const { rowCount } = await client.query(
    `UPDATE rollouts SET version = $3, status = $4, percentage = $5, state = $6::jsonb,
       health = coalesce($7::jsonb, health), ended_at = coalesce(ended_at, $8)
     WHERE id = $1 AND version = $2`,
    [
      ...[rollout.id, rollout.version, rollout.version + (event === null ? 0 : 1), state.status],
      ...[state.percentage, storableLine(state), health === null ? null : storableLine(health)],
      hasEnded ? new Date(ctx.clock.nowMs()) : null,
    ],
  );
  if (rowCount !== 1) throw new Error(`rollout ${rollout.id} was changed although it was locked`);
  if (event === null) return;
  await insertEvent(ctx, client, { id: rollout.id, version: rollout.version + 1 }, event, {
    ...{ actor, health: health ?? rollout.health },
  });
  await carryOut(ctx, client, rollout, event, actor);
  await tellRollout(ctx, client, rollout, event, channels);
}

/** Writes a line of a rollout's history. */
export async function insertEvent(
  ctx: Pick<RolloutContext, 'clock'>,
  client: PoolClient,
  { id, version }: { id: string; version: number },
  event: RolloutEvent,
  { actor, health }: Pick<StoredBy, 'actor' | 'health'>,
): Promise<void> {
  await client.query(
    `INSERT INTO rollout_events (rollout_id, version, created_at, kind, cause, from_status, to_status,
       percentage_before, percentage_after, actor, reason, first_bad_at, health)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::jsonb)`,
    [
      ...[id, version, new Date(ctx.clock.nowMs()), event.kind, event.cause, event.from, event.to],
      ...[event.percentageBefore, event.percentageAfter, actor, storableText(event.reason)],
      event.firstBadMs === null ? null : new Date(event.firstBadMs),
      health === null ? null : storableLine(health),
    ],
  );
}
