import type { Pool, PoolClient } from 'pg';

/** A pool whose process dies before a statement: what was not committed is lost, as with a kill. */
export function breakingPool(pool: Pool) {
  const state = { left: Infinity, statements: 0, isDead: false };
  const die = () => {
    state.isDead = true;
    throw new Error('killed');
  };
  const count = () => {
    if (state.isDead || state.left <= 0) die();
    state.left -= 1;
    state.statements += 1;
  };
  const query = (on: Pool | PoolClient) => (text: string, values?: unknown[]) => {
    count();
    return on.query(text, values);
  };
  return {
    state,
    pool: {
      query: query(pool),
      connect: async () => {
        count();
        const client = await pool.connect();
        return {
          query: async (text: string, values?: unknown[]) => {
            count();
            return client.query(text, values);
          },
          // A dead process's connections are cut.
          release: () => client.release(state.isDead),
        };
      },
      // What else a pool does isn't asked of it here.
    } as unknown as Pool,
  };
}
