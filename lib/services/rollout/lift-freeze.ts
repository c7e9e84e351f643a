import type { LiftFreeze } from '#lib/contracts/rollouts.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import { inTransaction } from '../in-transaction.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { bumpRouter } from '../prompts/bump-router.ts';
import { readRouterState } from './production.ts';
import type { RolloutContext } from './rollout-context.ts';

export type LiftOutcome = 'lifted' | 'not_frozen' | 'nameless';

/** Lets rollouts start again, in the name of a person: who is signed in, or who a machine says it was. */
export async function liftFreeze(
  ctx: Pick<RolloutContext, 'pool' | 'clock' | 'newId'>,
  actor: Principal,
  { reason, name }: LiftFreeze,
): Promise<LiftOutcome> {
  const person = actor.kind === 'user' ? actor.name : name;
  if (person === undefined) return 'nameless';
  return inTransaction(ctx.pool, async (client) => {
    const {
      frozen_at: at,
      frozen_reason: why,
      frozen_rollout_id: rolloutId,
    } = await readRouterState(client, 'lock');
    if (at === null) return 'not_frozen';
    await client.query(
      'UPDATE router_state SET frozen_at = NULL, frozen_reason = NULL, frozen_rollout_id = NULL WHERE id = 1',
    );
    await bumpRouter(ctx, client);
    await writeAuditEntry(ctx, client, {
      ...{ actor: actor.id, action: 'rollout.lift_freeze', target: rolloutId ?? 'rollouts' },
      details: { name: person, reason, frozen_at: at.toISOString(), frozen_reason: why },
    });
    return 'lifted';
  });
}
