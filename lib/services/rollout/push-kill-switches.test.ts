import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createIdSource } from '#lib/adapters/crypto/digest.ts';
import { killSwitchFile } from '#lib/adapters/files/kill-switch-file.ts';
import type { KillTarget } from '#lib/domain/rollout/kill-switches.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { eventually } from '#lib/testing/eventually.ts';
import { recordingLog } from '#lib/testing/recording-log.ts';
import { EDA } from '#lib/testing/rollout-desk.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { KillSwitches } from '../gateway/kill-switches.ts';
import { readRouterState } from '../gateway/read-router-state.ts';
import { Router } from '../gateway/router.ts';
import { pushKillSwitches } from './push-kill-switches.ts';
import { setKillSwitch } from './set-kill-switch.ts';

const newId = createIdSource();

describe.each(testDatabaseKinds())('kill switches of a machine on %s', (kind) => {
  let db: TestDatabase;
  let nowMs = NOON_MS;
  beforeAll(async () => (db = await openTestDatabase(kind)));
  beforeEach(async () => {
    nowMs = NOON_MS;
    await emptyTables(db, 'audit_entries');
    await db.pool.query(
      'UPDATE router_state SET version = 1, is_shadow_killed = false, is_canary_killed = false',
    );
  });
  afterAll(() => db.close());

  /** A process with a data folder of its own, on the common database, which may be away for it. */
  function startReplica() {
    const dataDir = mkdtempSync(join(tmpdir(), 'lrg-kill-'));
    onTestFinished(() => rmSync(dataDir, { recursive: true }));
    const network = { isAway: false };
    const reach = <T>(action: () => Promise<T>): Promise<T> =>
      network.isAway ? Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' })) : action();
    const fastLane = { connect: () => reach(() => db.pool.connect()) } as unknown as TestDatabase['fastLane'];
    const router = new Router({
      names: { configuredModel: 'prod', listed: ['prod'] },
      kills: new KillSwitches(killSwitchFile(dataDir, () => nowMs)),
      elapsedMs: () => 0,
      read: (known) => reach(() => readRouterState(db.pool, known)),
    });
    const log = recordingLog();
    const ctx = { router, fastLane, newId, log, clock: { nowMs: () => nowMs, elapsedMs: () => 0 } };
    const file = join(dataDir, 'kill-switches.json');
    return {
      ...{ ctx, router, network, log },
      set: (target: KillTarget, isKilled: boolean) =>
        setKillSwitch(ctx, EDA, { target, is_killed: isKilled, reason: 'it burns' }),
      /** What the loop does four times a second. */
      look: async () => {
        await router.kills.readFile();
        await router.poll();
        await pushKillSwitches(ctx);
      },
      file: () => JSON.parse(readFileSync(file, 'utf8')) as unknown,
      write: (content: string) => {
        writeFileSync(file, content);
      },
    };
  }

  const audit = async () =>
    (
      await db.pool.query<{ actor: string; action: string; target: string; details: unknown }>(
        'SELECT actor, action, target, details FROM audit_entries ORDER BY created_at, id',
      )
    ).rows;

  it('hold on the others once the database is back, and are taken back from any of them', async () => {
    const [one, two] = [startReplica(), startReplica()];
    one.network.isAway = true;
    expect(await one.set('canary', true)).toMatchObject({ killed: { is_stored: false }, isKept: true });
    nowMs += 10_000;
    await expect(one.look()).rejects.toThrow('away');
    await two.look();
    expect([one.router.isCanaryKilled, two.router.isCanaryKilled]).toEqual([true, false]);

    one.network.isAway = false;
    await one.look();
    await two.look();
    expect([one.router.isCanaryKilled, two.router.isCanaryKilled]).toEqual([true, true]);
    expect(one.file()).toMatchObject({ canary: { by: 'Eda', reason: 'it burns', is_stored: true } });
    await one.look();
    const details = { reason: 'it burns', set_at: new Date(NOON_MS).toISOString() };
    expect(await audit()).toEqual([{ actor: 'Eda', action: 'router.kill', target: 'canary', details }]);

    expect((await two.set('canary', false)).killed).toMatchObject({ is_canary_killed: false });
    await one.look();
    expect(one.router.isCanaryKilled).toBe(false);
    await eventually(() => expect(one.file()).toEqual({}));
  });

  it('are stored once by two that have the same one', async () => {
    const replicas = [startReplica(), startReplica()];
    for (const replica of replicas) {
      replica.network.isAway = true;
      await replica.set('shadow', true);
      replica.network.isAway = false;
    }
    nowMs += 10_000;
    await Promise.all(replicas.map((replica) => replica.look()));
    expect(await audit()).toHaveLength(1);
    for (const { router, file } of replicas) {
      expect(router.isShadowKilled).toBe(true);
      expect(file()).toMatchObject({ shadow: { is_stored: true } });
    }
  });

  it('stay on their machine where somebody switched it on again after them', async () => {
    const [one, two] = [startReplica(), startReplica()];
    one.network.isAway = true;
    await one.set('canary', true);
    nowMs += 60_000;
    await two.set('canary', true);
    await two.set('canary', false);
    nowMs += 60_000;
    one.network.isAway = false;
    await one.look();
    await two.look();
    expect([one.router.isCanaryKilled, two.router.isCanaryKilled]).toEqual([true, false]);
    expect(one.file()).toMatchObject({ canary: { is_stored: false, is_local: true } });
    await one.look();
    expect(await audit()).toHaveLength(2);
  });

  it('are left to whoever has just set them, and not stored when nobody understands the file', async () => {
    const replica = startReplica();
    const at = new Date(nowMs).toISOString();
    replica.write(JSON.stringify({ shadow: { at, by: 'ada', reason: 'lrg kill', is_stored: false } }));
    await replica.look();
    expect(await audit()).toEqual([]);
    replica.write('no JSON');
    nowMs += 3_600_000;
    await replica.look();
    await replica.look();
    expect(await audit()).toEqual([]);
    expect(replica.router.isShadowKilled).toBe(true);
    expect((await db.pool.query('SELECT is_shadow_killed FROM router_state')).rows).toEqual([
      { is_shadow_killed: false },
    ]);
  });

  it('are off for good when they are taken back while they are stored', async () => {
    const replica = startReplica();
    replica.network.isAway = true;
    await replica.set('canary', true);
    replica.network.isAway = false;
    nowMs += 10_000;
    await Promise.all([replica.look(), replica.set('canary', false)]);
    await replica.look();
    expect(replica.router.isCanaryKilled).toBe(false);
    expect(replica.file()).toEqual({});
    expect((await db.pool.query('SELECT is_canary_killed FROM router_state')).rows).toEqual([
      { is_canary_killed: false },
    ]);
  });
});
