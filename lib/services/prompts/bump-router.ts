import type { PoolClient } from 'pg';
import type { Context } from '../context.ts';

/** Tells every gateway that what it routes by has changed, in the transaction of the change; they see it at their next poll. */
export async function bumpRouter(ctx: Pick<Context, 'clock'>, client: PoolClient): Promise<void> {
  await client.query('UPDATE router_state SET version = version + 1, updated_at = $1 WHERE id = 1', [
    new Date(ctx.clock.nowMs()),
  ]);
}
