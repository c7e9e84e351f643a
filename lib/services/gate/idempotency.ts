import type { PoolClient } from 'pg';
import type { Context } from '../context.ts';

/** A request that names itself, so that it can be sent again without being done again. */
export interface KeyedRequest {
  /** Keys of different callers have nothing to do with each other. */
  caller: string;
  key: string;
  /** Of everything that was asked. */
  requestHash: string;
}

/** What a request made: a verdict or a rollout. */
export type KeyUse = { id: string } | 'other_request';

/** The key was taken while this request was worked on: what it did must be undone. */
class KeyTakenError extends Error {
  constructor() {
    super('the Idempotency-Key was used by another request at the same time');
    this.name = 'KeyTakenError';
  }
}

const KEPT_DAYS = 7;

/** What a caller's key was used for; null when it wasn't. Keys are forgotten after a week. */
async function findKeyUse(
  ctx: Pick<Context, 'pool' | 'clock'>,
  { caller, key, requestHash }: KeyedRequest,
): Promise<KeyUse | null> {
  const oldest = new Date(ctx.clock.nowMs() - KEPT_DAYS * 86_400_000);
  // Rows that another request is just taking away needn't be waited for.
  await ctx.pool.query(
    `DELETE FROM idempotency_keys WHERE (caller, key) IN (
       SELECT caller, key FROM idempotency_keys WHERE created_at < $1 LIMIT 1000 FOR UPDATE SKIP LOCKED)`,
    [oldest],
  );
  return readKeyUse(ctx.pool, { caller, key, requestHash });
}

/** What a key was used for as far as a transaction sees, for those that wait for each other. */
export async function readKeyUse(
  database: Pick<PoolClient, 'query'>,
  { caller, key, requestHash }: KeyedRequest,
): Promise<KeyUse | null> {
  const { rows } = await database.query<{ request_hash: string; id: string }>(
    `SELECT request_hash, coalesce(verdict_id, rollout_id) AS id FROM idempotency_keys WHERE caller = $1 AND key = $2`,
    [caller, key],
  );
  const [use] = rows;
  if (!use) return null;
  // The hash tells the route as well, so that an id is of what this route makes.
  return use.request_hash === requestHash ? { id: use.id } : 'other_request';
}

/** Notes what a key was used for, in the transaction of its verdict or rollout. Throws KeyTakenError. */
export async function claimKey(
  ctx: Pick<Context, 'clock'>,
  client: PoolClient,
  request: KeyedRequest | null,
  made: { verdictId: string } | { rolloutId: string },
): Promise<void> {
  if (!request) return;
  const { rowCount } = await client.query(
    `INSERT INTO idempotency_keys (caller, key, request_hash, verdict_id, rollout_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [
      ...[request.caller, request.key, request.requestHash],
      ...['verdictId' in made ? made.verdictId : null, 'rolloutId' in made ? made.rolloutId : null],
      new Date(ctx.clock.nowMs()),
    ],
  );
  if (rowCount === 0) throw new KeyTakenError();
}

/** Does a keyed request once: what it did before is found again, even when it is done at the same time. */
export async function once<T>(
  ctx: Pick<Context, 'pool' | 'clock'>,
  request: KeyedRequest | null,
  action: () => Promise<T>,
): Promise<T | KeyUse> {
  if (!request) return action();
  const use = await findKeyUse(ctx, request);
  if (use) return use;
  try {
    return await action();
  } catch (error) {
    const taken = error instanceof KeyTakenError ? await findKeyUse(ctx, request) : null;
    if (taken) return taken;
    throw error;
  }
}
