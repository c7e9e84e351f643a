import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { killSwitchFile } from '#lib/adapters/files/kill-switch-file.ts';
import { routerSchema } from '#lib/contracts/rollouts.ts';
import { KillSwitches } from '#lib/services/gateway/kill-switches.ts';
import { readRouterState } from '#lib/services/gateway/read-router-state.ts';
import { Router } from '#lib/services/gateway/router.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { CREDENTIALS, serveRoutes, testApiContext } from '#lib/testing/test-api.ts';
import { openTestDatabase, testDatabaseKinds, type TestDatabase } from '#lib/testing/test-database.ts';

const main = resolve(import.meta.dirname, '../../../cli/main.ts');

/** A server on a data folder of its own; several on one database are replicas. */
async function startReplica(db: TestDatabase) {
  const dataDir = mkdtempSync(join(tmpdir(), 'lrg-kill-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const router = new Router({
    names: { configuredModel: 'prod', listed: ['prod'] },
    kills: new KillSwitches(killSwitchFile(dataDir, () => NOON_MS)),
    elapsedMs: () => 0,
    read: (known) => readRouterState(db.fastLane, known),
  });
  await router.refresh();
  const ctx = Object.assign(
    testApiContext(db, () => NOON_MS),
    { router, fastLane: db.fastLane },
  );
  // Where the running application hangs, see lib/composition/running.ts; the routes look there at each request.
  const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('llm-regression-guard')] ??= {});
  const beHere = () => Object.assign(holder, { application: Promise.resolve({ ctx }) });
  const [kill, shown] = await Promise.all([import('./route.ts'), import('../router/route.ts')]);
  const here =
    (handler: typeof kill.POST): typeof kill.POST =>
    (request, next) => {
      beHere();
      return handler(request, next);
    };
  const url = await serveRoutes({
    'POST /api/kill-switch': here(kill.POST),
    'GET /api/router': here(shown.GET),
  });
  const post = async (body: object, headers: Readonly<Record<string, string>> = CREDENTIALS.ci) => {
    const answer = await fetch(`${url}/api/kill-switch`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  return {
    ...{ router, ctx, url, dataDir, post },
    set: (target: string, isKilled: boolean) => post({ target, is_killed: isKilled, reason: 'it burns' }),
    get: async (headers: Readonly<Record<string, string>> = CREDENTIALS.reader) =>
      fetch(`${url}/api/router`, { headers }),
    file: () => JSON.parse(readFileSync(join(dataDir, 'kill-switches.json'), 'utf8')) as unknown,
    poll: () => Promise.all([router.kills.readFile(), router.poll()]),
  };
}

/** `lrg kill …` as a process of its own. */
async function lrgKill(dataDir: string, url: string, ...args: string[]) {
  const env = { ...process.env, LRG_DATA_DIR: dataDir, LRG_SERVER_URL: url, LRG_API_KEY: 'lrg_ci' };
  const child = spawn(process.execPath, [main, 'kill', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<number | null>((done) => child.on('exit', done));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exited, stdout, stderr };
}

const NOWHERE = 'http://127.0.0.1:9';
const answer = (shadow: boolean, canary: boolean, isStored: boolean) => ({
  status: 200,
  body: { is_shadow_killed: shadow, is_canary_killed: canary, is_stored: isStored },
});

describe.each(testDatabaseKinds())('kill switches on %s', (kind) => {
  let db: TestDatabase;
  beforeAll(async () => (db = await openTestDatabase(kind)));
  afterAll(() => db.close());

  it('need the scope ci:write, and the router is shown to whoever may read', async () => {
    const { post, get } = await startReplica(db);
    const body = { target: 'canary', is_killed: true, reason: 'it burns' };
    expect((await post(body, {})).status).toBe(401);
    expect((await post(body, CREDENTIALS.reader)).status).toBe(403);
    expect((await post(body, CREDENTIALS.viewer)).status).toBe(403);
    expect((await get({})).status).toBe(401);
    expect((await get(CREDENTIALS.chat)).status).toBe(403);
    const shown = routerSchema.parse(await (await get()).json());
    expect(shown).toMatchObject({
      production: { model: 'prod', source: 'configuration', rollout_id: null },
      canary: null,
      is_canary_killed: false,
      age_ms: 0,
    });
    const { status, body: problem } = await post({ target: 'all', is_killed: 'yes' });
    expect(status).toBe(422);
    expect(JSON.stringify(problem)).toMatch(/target.*is_killed.*reason/);
  });

  it('hold at once here, at the next reading on other replicas, and are taken back from any of them', async () => {
    const one = await startReplica(db);
    const two = await startReplica(db);
    expect(await one.set('shadow', true)).toEqual(answer(true, false, true));
    expect(one.router.isShadowKilled).toBe(true);
    expect(one.file()).toMatchObject({ shadow: { by: 'lrg_ci', reason: 'it burns', is_stored: true } });
    await two.poll();
    expect(two.router.isShadowKilled).toBe(true);
    expect(await two.set('shadow', false)).toEqual(answer(false, false, true));
    await one.poll();
    expect(one.router.isShadowKilled).toBe(false);
    const { rows } = await db.pool.query(
      'SELECT actor, action, target, details FROM audit_entries ORDER BY action',
    );
    expect(rows).toEqual([
      { actor: 'lrg_ci', action: 'router.kill', target: 'shadow', details: { reason: 'it burns' } },
      { actor: 'lrg_ci', action: 'router.unkill', target: 'shadow', details: { reason: 'it burns' } },
    ]);
  });

  it('are set by lrg kill without a server, and with one in the database too', async () => {
    const replica = await startReplica(db);
    const alone = await lrgKill(replica.dataDir, NOWHERE, 'canary', '--reason', 'it burns');
    expect(alone).toMatchObject({ code: 0, stderr: '' });
    expect(alone.stdout).toContain(`in ${replica.dataDir}`);
    expect(alone.stdout).toContain('until then they need the same command.');
    expect(replica.router.isCanaryKilled).toBe(false);
    await replica.poll();
    expect(replica.router.isCanaryKilled).toBe(true);
    const told = await lrgKill(replica.dataDir, replica.url, 'canary', '--json');
    expect(JSON.parse(told.stdout)).toMatchObject({ server: { is_canary_killed: true, is_stored: true } });
    // Without the server, the database's word stays.
    await lrgKill(replica.dataDir, NOWHERE, 'canary', '--off');
    await replica.poll();
    expect(replica.router.isCanaryKilled).toBe(true);
    expect(await lrgKill(replica.dataDir, replica.url, 'canary', '--off')).toMatchObject({ code: 0 });
    await replica.poll();
    expect(replica.router.isCanaryKilled).toBe(false);
    const nowhere = await lrgKill('/nonexistent/folder', NOWHERE, 'shadow');
    expect(nowhere).toMatchObject({ code: 2, stdout: '' });
    expect(nowhere.stderr).toMatch(/^Nothing was switched.\n {2}data folder: .*no such data folder/);
    expect((await lrgKill(replica.dataDir, NOWHERE, 'all')).code).toBe(2);
  }, 60_000);

  it('a file that can not be understood switches both off', async () => {
    const replica = await startReplica(db);
    for (const content of ['{"canary": tru', '[]', '{"canary": true}']) {
      writeFileSync(join(replica.dataDir, 'kill-switches.json'), content);
      await replica.poll();
      expect(replica.router.kills.effective).toEqual({ shadow: true, canary: true });
    }
    await lrgKill(replica.dataDir, NOWHERE, 'canary', '--off');
    await replica.poll();
    expect(replica.router.kills.effective).toEqual({ shadow: true, canary: false });
  }, 60_000);

  it('work while the database is away, and say that it was not told', async () => {
    const fastLane = new Pool({ connectionString: 'postgresql://x@127.0.0.1:1/x' });
    const replica = await startReplica({ ...db, fastLane });
    expect(await replica.set('canary', true)).toEqual(answer(false, true, false));
    expect(replica.router.isCanaryKilled).toBe(true);
    expect(replica.file()).toMatchObject({ canary: { is_stored: false } });
    expect((await replica.get()).status).toBe(200);
    expect(await lrgKill(replica.dataDir, replica.url, 'shadow')).toMatchObject({ code: 0 });
    expect(replica.router.isShadowKilled).toBe(true);
    expect(await replica.set('canary', false)).toEqual(answer(true, false, false));
    rmSync(replica.dataDir, { recursive: true });
    writeFileSync(replica.dataDir, 'a file where the folder was');
    expect((await replica.set('canary', true)).status).toBe(503);
    expect(replica.router.isCanaryKilled).toBe(true);
  }, 60_000);
});
