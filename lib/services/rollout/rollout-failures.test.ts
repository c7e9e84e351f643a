import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { breakingPool } from '#lib/testing/breaking-pool.ts';
import {
  EDA,
  forgetRollouts,
  MINUTE_MS,
  QUICK_PLAN,
  rolloutDesk,
  type RolloutDesk,
} from '#lib/testing/rollout-desk.ts';
import { openTestDatabase, testDatabaseKinds, type TestDatabase } from '#lib/testing/test-database.ts';
import { checkRollouts } from './check-rollouts.ts';
import { commandRollout } from './command-rollout.ts';
import { RolloutWatch } from './rollout-watch.ts';
import { startRollout } from './start-rollout.ts';

/** Everything that a rollout may write, without what is told twice by nature: times of reading. */
const TABLES = [
  ...['rollouts', 'rollout_events', 'rollout_minutes', 'rollout_spans', 'router_state', 'audit_entries'],
  ...['alert_events', 'alert_deliveries', 'idempotency_keys'],
];

describe.each(testDatabaseKinds())('rollouts on %s', (kind) => {
  let db: TestDatabase;
  let desk: RolloutDesk;
  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(async () => {
    await forgetRollouts(db);
    desk = rolloutDesk(db);
  });
  afterAll(() => db.close());

  async function everything() {
    const entries: [string, unknown][] = [];
    for (const table of TABLES) {
      const { rows } = await db.pool.query<{ row: string }>(
        `SELECT t::text AS row FROM ${table} t ORDER BY 1`,
      );
      entries.push([table, rows.map(({ row }) => row)]);
    }
    return Object.fromEntries(entries);
  }
  const count = async (table: string) =>
    (await db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n;

  /** A rollout of two baked minutes on its first step, whose next check has something to do. */
  async function ripe(failed = 0) {
    const id = await desk.start();
    for (let i = 0; i < 2; i += 1) {
      desk.pass(MINUTE_MS);
      const isLast = i === 1;
      await desk.serve(id, 'canary', { failed: isLast ? failed : 0 });
      await desk.serve(id, 'production');
      if (!isLast) await desk.check();
    }
    return id;
  }

  const WORK: [string, number, (context: RolloutDesk['rollouts'], id: string) => Promise<unknown>, object][] =
    [
      ['an advance', 0, (c) => check(c), { status: 'running', step: 1, version: 2 }],
      ['a rollback', 20, (c) => check(c), { status: 'rolled_back', percentage: 0, version: 2 }],
      ['a promotion by hand', 0, (c, id) => byHand(c, id, 'promote'), { status: 'promoted', version: 2 }],
      ['an abort by hand', 0, (c, id) => byHand(c, id, 'abort'), { status: 'aborted', version: 2 }],
    ];
  const check = (context: RolloutDesk['rollouts']) => checkRollouts(context, new RolloutWatch(() => 0));
  const byHand = (context: RolloutDesk['rollouts'], id: string, kind: 'promote' | 'abort') =>
    commandRollout(context, EDA, id, kind, { reason: 'by hand' });

  it.each(WORK)(
    'killed at any statement of %s leave nothing half-written, and go on',
    async (_, failed, work, expected) => {
      const id = await ripe(failed);
      const before = await everything();
      let statements = 0;
      for (let killedAt = 0; ; killedAt += 1) {
        const { pool, state } = breakingPool(db.pool);
        state.left = killedAt;
        // A check leaves a locked rollout alone, and the session that was killed before may not be over yet.
        await db.pool.query('SELECT FROM rollouts WHERE id = $1 FOR UPDATE', [id]);
        const isKilled = await work({ ...desk.rollouts, pool }, id).then(
          () => false,
          () => true,
        );
        statements = killedAt;
        if (!isKilled) break;
        expect(await everything(), `killed before statement ${killedAt + 1}`).toEqual(before);
      }
      expect(statements).toBeGreaterThan(10);
      expect(await desk.show(id)).toMatchObject(expected);
      expect(await count('rollout_events')).toBe(2);
      expect(await count('alert_events')).toBe(2);
      // After a restart it is looked at again; nothing happens a second time.
      await desk.check();
      expect(await count('rollout_events')).toBe(2);
      expect((await db.pool.query('SELECT version FROM router_state')).rows).toEqual([{ version: '3' }]);
    },
  );

  it('killed at any statement of a start leave nothing, and start with the same key once', async () => {
    const asked = { candidate: { model: 'candidate', prompt: null }, plan: QUICK_PLAN };
    const key = { caller: 'ci', key: 'k', requestHash: 'h' };
    const before = await everything();
    for (let killedAt = 0; ; killedAt += 1) {
      const { pool, state } = breakingPool(db.pool);
      state.left = killedAt;
      const isKilled = await startRollout({ ...desk.rollouts, pool }, EDA, asked, key).then(
        () => false,
        () => true,
      );
      if (!isKilled) break;
      expect(await everything()).toEqual(before);
    }
    const again = await startRollout(desk.rollouts, EDA, asked, key);
    expect(again).toMatchObject({ action: 'started', isNew: false });
    expect(await count('rollouts')).toBe(1);
    expect(await startRollout(desk.rollouts, EDA, asked, { ...key, requestHash: 'other' })).toEqual({
      action: 'key_reused',
    });
  });

  it('checked by many processes at once make each step once', async () => {
    const id = await ripe();
    const watches = Array.from({ length: 4 }, () => new RolloutWatch(() => 0));
    for (const [step, version] of [
      [1, 2],
      [1, 2],
    ]) {
      await Promise.all(
        Array.from({ length: 12 }, (_, i) => checkRollouts(desk.rollouts, watches[i % 4] ?? desk.watch)),
      );
      expect(await desk.show(id)).toMatchObject({ step, version });
    }
    expect(await count('alert_events')).toBe(2);
  });

  it('commanded and checked at once are one story without gaps', async () => {
    const id = await ripe(20);
    await Promise.all([
      ...Array.from({ length: 4 }, () => check(desk.rollouts)),
      ...(['promote', 'abort'] as const).map((word) => byHand(desk.rollouts, id, word)),
    ]);
    const { events, version, status } = await desk.show(id);
    expect(events.map((event) => event.version)).toEqual([1, 2]);
    expect(version).toBe(2);
    expect(events.at(-1)?.to_status).toBe(status);
    expect(await count('alert_events')).toBe(2);
  });

  it('count no time twice, and none backwards, whatever the clock does', async () => {
    const id = await desk.start();
    await desk.check();
    const baked = async () => (await desk.show(id)).baked_minutes;
    desk.nowMs -= 3_600_000;
    await desk.check();
    expect(await baked()).toBe(0);
    desk.nowMs += 30_000;
    await desk.check();
    expect(await baked()).toBe(0.5);
    // Three hours ahead: nobody looked meanwhile, so at most a minute of it counts.
    desk.nowMs += 3 * 3_600_000;
    await desk.check();
    expect(await baked()).toBe(1.5);
    expect(await desk.show(id)).toMatchObject({ status: 'running', step: 0, percentage: 50 });
    desk.nowMs -= 3 * 3_600_000;
    await desk.check();
    expect(await baked()).toBe(1.5);
  });

  it('see what was stored while nobody looked', async () => {
    const id = await desk.start();
    desk.pass(MINUTE_MS);
    await desk.check();
    // The database was away for ten minutes; the gateways kept what they served in their journals.
    for (let i = 0; i < 10; i += 1) {
      desk.pass(MINUTE_MS);
      await desk.serve(id, 'canary', { requests: 5 });
      await desk.serve(id, 'production', { requests: 5 });
    }
    await desk.check();
    expect((await desk.show(id)).totals).toMatchObject({
      canary: { requests: 50 },
      control: { requests: 50 },
    });
  });
});
