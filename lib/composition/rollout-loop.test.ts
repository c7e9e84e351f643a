import { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import type { Context } from '#lib/services/context.ts';
import { eventually } from '#lib/testing/eventually.ts';
import { recordingLog } from '#lib/testing/recording-log.ts';
import { MINUTE_MS, rolloutDesk } from '#lib/testing/rollout-desk.ts';
import { startTcpProxy } from '#lib/testing/tcp-proxy.ts';
import { openTestDatabase, testDatabaseKinds } from '#lib/testing/test-database.ts';
import { keepRollouts } from './rollout-loop.ts';

const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A pool that does something before its statements. */
function watched(pool: Pool, before: (text: string) => Promise<void>): Pool {
  const query = (on: Pick<Pool, 'query'>) => async (text: string, values?: unknown[]) => {
    await before(text);
    return on.query(text, values);
  };
  const connect = async () => {
    const client = await pool.connect();
    return {
      query: query(client),
      release: (isBroken?: boolean) => client.release(isBroken),
    };
  };
  return { query: query(pool), connect } as unknown as Pool;
}

describe.skipIf(!testDatabaseKinds().includes('postgres'))('two loops on one PostgreSQL', () => {
  it.each([
    ['while the rollout is read', /FOR UPDATE SKIP LOCKED/],
    ['while its minutes are computed', /^INSERT INTO rollout_minutes/],
    ['after the rollback was written', /^INSERT INTO rollout_events/],
    ['before it is committed', /^COMMIT$/],
  ])('roll back once when the database goes away %s', async (_, where) => {
    const db = await openTestDatabase('postgres');
    const desk = rolloutDesk(db);
    const id = await desk.start();
    desk.pass(MINUTE_MS);
    await desk.serve(id, 'canary', { failed: 20 });
    await desk.serve(id, 'production');

    const name =
      (await db.pool.query<{ name: string }>('SELECT current_database() AS name')).rows[0]?.name ?? '';
    const address = new URL(process.env.TEST_DATABASE_URL ?? '');
    address.pathname = `/${name}`;
    const proxy = await startTcpProxy(address.href);
    const pool = new Pool({ connectionString: proxy.url });
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    let isCut = false;
    let isWatched = false;
    const cutting = watched(pool, async (text) => {
      if (text.startsWith('UPDATE rollouts SET version')) isWatched = true;
      const isHere = where.test(text.trim()) && (isWatched || !where.test('COMMIT'));
      if (isCut || !isHere) return;
      isCut = true;
      await proxy.cut();
    });
    const logs = [recordingLog(), recordingLog()];
    const stopping = new AbortController();
    let refreshed = 0;
    const loops = logs.map((log) => {
      const router = { refresh: () => Promise.resolve(void (refreshed += 1)) };
      const ctx = { ...desk.rollouts, pool: cutting, log, router, sleep: pause } as unknown as Context;
      return keepRollouts(ctx, stopping.signal);
    });
    const messages = () => logs.flatMap((log) => log.entries.map(({ message }) => message));
    await eventually(() =>
      expect(messages()).toContain('the control of rollouts can not reach the database: it waits'),
    );
    expect((await desk.show(id)).status).toBe('running');

    await proxy.restore();
    await eventually(async () => expect((await desk.show(id)).status).toBe('rolled_back'), 20_000);
    await eventually(() =>
      expect(messages()).toContain('the control of rollouts reaches the database again'),
    );
    stopping.abort();
    await Promise.all(loops);
    expect((await desk.show(id)).events.map((event) => event.kind)).toEqual(['started', 'rolled_back']);
    expect(refreshed).toBe(1);
    const { rows } = await db.pool.query(
      `SELECT (SELECT version FROM router_state) AS version, (SELECT count(*) FROM alert_events) AS told`,
    );
    expect(rows).toEqual([{ version: '3', told: '2' }]);
    await pool.end();
    await proxy.close();
    await db.close();
  });
});
