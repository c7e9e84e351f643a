import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { KillSwitches } from './kill-switches.ts';
import { readRouterState } from './read-router-state.ts';
import { Router } from './router.ts';

const ID = '0193a000-0000-7000-8000-000000000001';
const template = (words: string) => ({ name: 'support', user: `${words} {{prompt}}`, parameters: {} });

describe.each(testDatabaseKinds())('readRouterState on %s', (kind) => {
  let db: TestDatabase;
  let nowMs = 0;

  beforeAll(async () => (db = await openTestDatabase(kind)));
  beforeEach(async () => {
    await emptyTables(db, 'rollouts', 'prompt_versions');
    await db.pool.query(
      `UPDATE router_state SET version = 1, production_model = NULL, configured_model = NULL, frozen_at = NULL,
         production_rollout_id = NULL, is_shadow_killed = false, is_canary_killed = false`,
    );
  });
  afterAll(() => db.close());

  const startRollout = (candidate: { model?: string; version?: string } = { model: 'new' }) =>
    db.pool.query(
      `INSERT INTO rollouts (id, created_at, created_by, version, status, candidate_model, candidate_prompt_name,
         candidate_prompt_version, control_model, percentage, plan, state)
       VALUES ($1, now(), 'ada', 1, 'running', $2, $3, $4, 'main', 20, '{}', '{}')`,
      [ID, candidate.model ?? null, candidate.version ? 'support' : null, candidate.version ?? null],
    );
  const bump = () => db.pool.query('UPDATE router_state SET version = version + 1');
  const addPrompt = async (version: string, words: string) => {
    await db.pool.query(
      `INSERT INTO prompt_versions (name, version, content, created_at, created_by)
       VALUES ('support', $1, $2, now(), 'ada')`,
      [version, template(words)],
    );
  };
  const point = (version: string) =>
    db.pool.query(
      `INSERT INTO prompt_aliases (name, alias, version, updated_at, updated_by) VALUES ('support', 'prod', $1, now(), 'ada')
       ON CONFLICT (name, alias) DO UPDATE SET version = excluded.version`,
      [version],
    );
  /** A replica's router. */
  const replica = () =>
    new Router({
      names: { configuredModel: 'main', listed: ['main', 'new'] },
      kills: new KillSwitches({ read: () => Promise.resolve({}), write: () => Promise.resolve() }),
      elapsedMs: () => nowMs,
      read: (known) => readRouterState(db.fastLane, known),
    });

  it('reads everything in one go', async () => {
    const at = new Date('2026-01-15T12:00:00.000Z');
    await addPrompt('support@1', 'One:');
    await addPrompt('support@2', 'Two:');
    await point('support@1');
    await startRollout({ model: 'new', version: 'support@2' });
    await db.pool.query(
      `UPDATE router_state SET version = 7, production_model = 'best', configured_model = 'main',
         production_rollout_id = $1, is_shadow_killed = true, frozen_at = $2, frozen_reason = 'it burnt', frozen_rollout_id = $1`,
      [ID, at],
    );
    expect(await readRouterState(db.fastLane, null)).toEqual({
      state: {
        version: 7,
        promoted: { model: 'best', configuredModel: 'main', rolloutId: ID },
        rollout: { id: ID, percentage: 20, model: 'new', prompt: { name: 'support', version: 'support@2' } },
        kills: { shadow: true, canary: false },
        freeze: { at, reason: 'it burnt', rolloutId: ID },
      },
      prompts: {
        served: new Map([['support', { version: 'support@1', template: template('One:') }]]),
        candidate: { version: 'support@2', template: template('Two:') },
      },
    });
  });

  it('says that prompts are the known ones while version and rollout are', async () => {
    await addPrompt('support@1', 'One:');
    await point('support@1');
    const prompts = async (known: Parameters<typeof readRouterState>[1]) =>
      (await readRouterState(db.fastLane, known)).prompts?.served.size ?? null;
    expect(await prompts({ version: 1, rolloutId: null })).toBeNull();
    expect(await prompts({ version: 2, rolloutId: null })).toBe(1);
    expect(await prompts({ version: 1, rolloutId: ID })).toBe(1);
    await startRollout();
    expect(await prompts({ version: 1, rolloutId: null })).toBe(1);
    expect(await prompts({ version: 1, rolloutId: ID })).toBeNull();
  });

  it('has no candidate after an end, whichever', async () => {
    await startRollout();
    for (const status of ['rolled_back', 'promoted', 'aborted']) {
      await db.pool.query('UPDATE rollouts SET status = $1', [status]);
      expect((await readRouterState(db.fastLane, null)).state.rollout).toBeNull();
    }
    await db.pool.query(`UPDATE rollouts SET status = 'paused'`);
    expect((await readRouterState(db.fastLane, null)).state.rollout).toMatchObject({ percentage: 20 });
  });

  it('leaves out a prompt that this program does not understand', async () => {
    await addPrompt('support@1', 'One:');
    await point('support@1');
    await db.pool.query(`UPDATE prompt_versions SET content = '{"name":"support","from":"the future"}'`);
    expect((await readRouterState(db.fastLane, null)).prompts?.served.size).toBe(0);
  });

  it('two replicas route alike within a second of a rollback: at the next reading, and without one too', async () => {
    const [one, two] = [replica(), replica()];
    await startRollout();
    await bump();
    await Promise.all([one.poll(), two.poll()]);
    expect([one.current.rollout?.percentage, two.current.rollout?.percentage]).toEqual([20, 20]);
    await db.pool.query(`UPDATE rollouts SET status = 'rolled_back', percentage = 0`);
    await bump();
    await one.refresh(); // the process that rolled back
    expect(one.current.rollout).toBeNull();
    expect(two.current.rollout?.percentage).toBe(20); // the other one hasn't heard
    nowMs += 250;
    await two.poll();
    expect(two.current.rollout).toBeNull();

    await db.pool.query(`UPDATE rollouts SET status = 'running', percentage = 20`);
    await Promise.all([one.poll(), two.poll()]);
    await db.pool.query(`UPDATE rollouts SET status = 'rolled_back', percentage = 0`);
    nowMs += 1_001; // both are cut off
    expect([one.current.rollout, two.current.rollout]).toEqual([null, null]);
  });

  it('a prompt alias that moved is rendered after the next reading', async () => {
    await addPrompt('support@1', 'One:');
    await addPrompt('support@2', 'Two:');
    await point('support@1');
    await bump();
    const router = replica();
    await router.poll();
    expect(router.current.prompts.get('support')?.version).toBe('support@1');
    await point('support@2');
    await bump();
    await router.poll();
    expect(router.current.prompts.get('support')?.version).toBe('support@2');
  });

  it.skipIf(kind === 'embedded')(
    'a database that hangs is given up soon, and read again when it answers',
    async () => {
      const router = replica();
      await startRollout();
      await bump();
      await router.poll();
      const blocker = await db.pool.connect();
      try {
        await blocker.query('BEGIN');
        await blocker.query('LOCK TABLE router_state IN ACCESS EXCLUSIVE MODE');
        await expect(router.poll()).rejects.toThrow(/timeout/);
        await router.refresh();
        nowMs += 1_001;
        expect(router.current).toMatchObject({ productionModel: 'main', rollout: null });
      } finally {
        await blocker.query('ROLLBACK');
        blocker.release();
      }
      await router.poll();
      expect(router.current.rollout?.percentage).toBe(20);
    },
  );
});
