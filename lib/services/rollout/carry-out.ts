import type { PoolClient } from 'pg';
import type { RolloutEvent } from '#lib/domain/rollout/state.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import { bumpRouter } from '../prompts/bump-router.ts';
import { movePromptAlias } from '../prompts/move-prompt-alias.ts';
import type { RolloutContext } from './rollout-context.ts';
import type { RolloutRecord } from './rollout-record.ts';

/** Does what a line of a rollout's history says, in the caller's transaction: gateways see it with its end. */
export async function carryOut(
  ctx: RolloutContext,
  client: PoolClient,
  rollout: RolloutRecord,
  event: RolloutEvent,
  actor: string,
): Promise<void> {
  if (event.kind === 'promoted') await promote(ctx, client, rollout, actor);
  if (event.kind === 'rolled_back')
    await client.query(
      `UPDATE router_state SET frozen_at = $1, frozen_reason = $2, frozen_rollout_id = $3 WHERE id = 1`,
      [new Date(ctx.clock.nowMs()), storableText(event.reason), rollout.id],
    );
  await bumpRouter(ctx, client);
}

async function promote(
  ctx: RolloutContext,
  client: PoolClient,
  { id, candidate: { model, prompt }, control }: RolloutRecord,
  actor: string,
): Promise<void> {
  // The alias goes before the router's row: who moves aliases by hand locks them in this order, too.
  if (prompt !== null) {
    const move = {
      ...prompt,
      alias: 'prod',
      actor,
      reason: `rollout ${id}`,
      expected: control.promptVersion,
    };
    const outcome = await movePromptAlias(ctx, client, move);
    // The next check finds out that production has changed, and ends the rollout.
    if (!outcome.ok) throw new Error(`the alias prod of ${prompt.name} can't be moved: ${outcome.problem}`);
  }
  if (model !== null)
    await client.query(
      `UPDATE router_state SET production_model = $1, configured_model = $2, production_rollout_id = $3 WHERE id = 1`,
      [model, ctx.config.modelVersion.current_model, id],
    );
}
