import type { PoolClient } from 'pg';
import type { RolloutEvent } from '#lib/domain/rollout/state.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import type { RolloutContext } from './rollout-context.ts';
import type { RolloutRecord } from './rollout-record.ts';

/** Does what a line of a rollout's history says, in the caller's transaction: gateways see it with its end. */
export async function carryOut(
  ctx: RolloutContext,
  client: PoolClient,
  { id, candidate }: RolloutRecord,
  event: RolloutEvent,
): Promise<void> {
  if (event.kind === 'promoted' && candidate.model !== null)
    await client.query(
      `UPDATE router_state SET production_model = $1, configured_model = $2, production_rollout_id = $3 WHERE id = 1`,
      [candidate.model, ctx.config.modelVersion.current_model, id],
    );
  if (event.kind === 'rolled_back')
    await client.query(
      `UPDATE router_state SET frozen_at = $1, frozen_reason = $2, frozen_rollout_id = $3 WHERE id = 1`,
      [new Date(ctx.clock.nowMs()), storableText(event.reason), id],
    );
  await bumpRouterVersion(ctx, client);
}

/** Tells every gateway that there is something new. */
export async function bumpRouterVersion(
  ctx: Pick<RolloutContext, 'clock'>,
  client: PoolClient,
): Promise<void> {
  await client.query('UPDATE router_state SET version = version + 1, updated_at = $1 WHERE id = 1', [
    new Date(ctx.clock.nowMs()),
  ]);
}
