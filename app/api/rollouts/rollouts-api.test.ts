import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rolloutDetailSchema, rolloutPageSchema } from '#lib/contracts/rollouts.ts';
import type { ApiContext } from '#lib/http/define-route.ts';
import { send, type ClientOptions } from '#lib/testing/http-client.ts';
import {
  forgetRollouts,
  MINUTE_MS,
  QUICK_PLAN,
  rolloutDesk,
  type RolloutDesk,
} from '#lib/testing/rollout-desk.ts';
import { rolloutRoutes } from '#lib/testing/rollout-routes.ts';
import { CREDENTIALS, serveRoutes, type TestRoutes } from '#lib/testing/test-api.ts';
import { openTestDatabase, testDatabaseKinds, type TestDatabase } from '#lib/testing/test-database.ts';

type Caller = keyof typeof CREDENTIALS | 'nobody';
type Answer = Record<string, unknown> & {
  id: string;
  detail: string;
  errors?: { path: string; message: string }[];
};

const START = { candidate: { model: 'candidate' }, plan: QUICK_PLAN };
const SECRET = 'a webhook secret of some length';

describe.each(testDatabaseKinds())('the API of rollouts on %s', (kind) => {
  let db: TestDatabase;
  let desk: RolloutDesk;
  let ctx: ApiContext;
  let routes: TestRoutes;
  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(async () => {
    await forgetRollouts(db);
    desk = rolloutDesk(db);
    ({ ctx, routes } = await rolloutRoutes(db, desk));
  });
  afterAll(() => db.close());

  async function call(method: string, path: string, options: ClientOptions & { by?: Caller } = {}) {
    const { by = 'ci', ...rest } = options;
    const url = await serveRoutes(routes);
    const headers = { ...(by === 'nobody' ? {} : CREDENTIALS[by]), ...rest.headers };
    const reply = await send(`${url}/api/rollouts${path}`, { method, ...rest, headers });
    return { ...reply, body: (reply.text === '' ? {} : reply.json()) as Answer };
  }
  const start = (body: unknown = START, options: Parameters<typeof call>[2] = {}) =>
    call('POST', '', { ...options, body });
  const count = async () => (await db.pool.query('SELECT 1 FROM rollouts')).rows.length;

  it('starts, shows, lists and commands', async () => {
    const started = await start({ ...START, reason: '<script>alert(1)</script>' });
    expect(started.status).toBe(201);
    const { id } = rolloutDetailSchema.parse(started.body);
    expect(started.body).toMatchObject({
      ...{ status: 'running', percentage: 50, reason: '<script>alert(1)</script>', version: 1 },
      plan: {
        bake_minutes: 2,
        health: { min_requests: 10, alpha: 0.05 },
        triggers: { broken: { limit: 0.05 } },
      },
    });
    expect((await call('GET', `/${id}`, { by: 'reader' })).body).toEqual(started.body);
    const paused = await call('POST', `/${id}/pause`, {
      body: { reason: 'lunch', version: 1 },
      by: 'editor',
    });
    expect(paused).toMatchObject({ status: 200, body: { status: 'paused', version: 2 } });
    expect(paused.body.events).toMatchObject([{}, { actor: { id: 'eda' }, reason: 'lunch' }]);
    expect(await call('POST', `/${id}/pause`, { body: { reason: 'lunch', version: 1 } })).toMatchObject({
      ...{ status: 409, body: { detail: 'the rollout has changed in the meantime (version 2, not 1)' } },
    });
    expect((await call('POST', `/${id}/resume`, { body: { reason: 'eaten' } })).status).toBe(200);
    expect((await call('POST', `/${id}/abort`, { body: { reason: 'not now' } })).body.status).toBe('aborted');
    expect(await call('POST', `/${id}/promote`, { body: { reason: 'why not' } })).toMatchObject({
      ...{ status: 409, body: { detail: 'the rollout has ended (aborted)' } },
    });
    desk.pass(1_000);
    const second = await start();
    const page = rolloutPageSchema.parse((await call('GET', '?limit=1')).body);
    expect(page).toMatchObject({ items: [{ id: second.body.id }], next_cursor: second.body.id });
    expect((await call('GET', `?cursor=${page.next_cursor ?? ''}`)).body).toMatchObject({ items: [{ id }] });
    expect((await call('GET', '?status=aborted')).body).toMatchObject({ items: [{ id }], next_cursor: null });
    expect((await call('GET', '?cursor=nonsense')).status).toBe(422);
  });

  it.each([
    [{}, 'candidate'],
    [{ candidate: {} }, 'candidate'],
    [{ candidate: { model: 'prod' } }, 'candidate.model'],
    [{ candidate: { model: 'candidate', extra: 1 } }, 'candidate'],
    [{ candidate: { model: 'candidate' }, plan: { initial_percentage: 0 } }, 'plan.initial_percentage'],
    [{ candidate: { model: 'candidate' }, plan: { health: 7 } }, 'plan.health'],
    [{ candidate: { model: 'candidate' }, plan: { bake_minutes: 200 } }, 'plan.max_bake_minutes'],
    [{ candidate: { model: 'candidate' }, origin: { url: 'javascript:alert(1)' } }, 'origin.url'],
    [{ candidate: { model: 'candidate' }, reason: 'x' }, 'reason'],
  ])('refuses a start that makes no sense (%#)', async (body, path) => {
    const reply = await start(body);
    expect(reply.status).toBe(422);
    expect(reply.body.errors?.map((error) => error.path)).toContain(path);
    expect(await count()).toBe(0);
  });

  it('refuses bodies that are no JSON, ids that are none, and commands without a reason', async () => {
    expect((await call('POST', '', { body: '{"candidate"' })).status).toBe(400);
    expect((await call('GET', '/nonsense')).status).toBe(404);
    const { id } = (await start()).body;
    for (const command of ['pause', 'resume', 'abort', 'promote'])
      for (const body of [{}, { reason: ' ' }, { reason: 'fine', version: 'one' }])
        expect((await call('POST', `/${id}/${command}`, { body })).status).toBe(422);
    const unknown = ctx.newId(desk.nowMs);
    expect((await call('POST', `/${unknown}/abort`, { body: { reason: 'who?' } })).status).toBe(404);
    expect((await call('POST', `/nonsense/abort`, { body: { reason: 'who?' } })).status).toBe(404);
    expect((await call('GET', `/${id}`)).body).toMatchObject({ status: 'running', version: 1 });
  });

  it('keeps those out who may not', async () => {
    const { id } = (await start()).body;
    const asked: [string, string, object | undefined][] = [
      ['POST', '', START],
      ...['pause', 'resume', 'abort', 'promote'].map((command): [string, string, object] => [
        'POST',
        `/${id}/${command}`,
        { reason: 'because' },
      ]),
      ['POST', '/freeze/lift', { reason: 'because', name: 'Vic' }],
    ];
    for (const [method, path, body] of asked) {
      for (const by of ['viewer', 'reader', 'chat'] as const)
        expect((await call(method, path, { body, by })).status, `${by} ${path}`).toBe(403);
      expect((await call(method, path, { body, by: 'nobody' })).status, path).toBe(401);
    }
    for (const path of ['', `/${id}`]) {
      expect((await call('GET', path, { by: 'viewer' })).status).toBe(200);
      expect((await call('GET', path, { by: 'chat' })).status).toBe(403);
      expect((await call('GET', path, { by: 'nobody' })).status).toBe(401);
    }
    expect((await call('GET', `/${id}`)).body).toMatchObject({ version: 1 });
  });

  it('refuses the next start after a rollback until a person lifts the freeze', async () => {
    const { id } = (await start()).body;
    desk.pass(MINUTE_MS);
    await desk.serve(id, 'canary', { failed: 20 });
    await desk.check();
    const frozen = await start();
    expect(frozen.status).toBe(409);
    expect(frozen.body.detail).toContain(`by rollout ${id}`);
    const lift = (body: object, by: Caller) => call('POST', '/freeze/lift', { body, by });
    expect(await lift({ reason: 'fixed it' }, 'ci')).toMatchObject({
      ...{ status: 422, body: { errors: [{ path: 'name' }] } },
    });
    expect((await lift({ name: 'Ada' }, 'ci')).status).toBe(422);
    expect((await lift({ reason: 'ok', name: 'A' }, 'ci')).body.errors).toEqual([
      { path: 'reason', message: 'expected a reason of at least 3 characters' },
      { path: 'name', message: 'expected a name of at least 2 characters' },
    ]);
    expect((await lift({ reason: 'fixed it', name: 'Ada' }, 'ci')).status).toBe(204);
    const { rows } = await db.pool.query(`SELECT actor, details->>'name' AS name FROM audit_entries
      WHERE action = 'rollout.lift_freeze'`);
    expect(rows).toEqual([{ actor: 'lrg_ci', name: 'Ada' }]);
    expect((await lift({ reason: 'fixed it' }, 'editor')).status).toBe(409);
    expect((await start()).status).toBe(201);
  });

  it('with an Idempotency-Key start once, and answer the same', async () => {
    const headers = { 'idempotency-key': 'deploy-7' };
    const replies = await Promise.all(Array.from({ length: 5 }, () => start(START, { headers })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
    expect((await start(START, { headers })).status).toBe(200);
    expect(await count()).toBe(1);
    const other = await start({ ...START, reason: 'another' }, { headers });
    expect(other).toMatchObject({ status: 422, body: { errors: [{ path: 'Idempotency-Key' }] } });
    // Another caller's key is another key.
    expect((await start(START, { headers, by: 'editor' })).status).toBe(409);
  });

  it('asked for by the same commit again find what it started', async () => {
    const origin = { commit: 'abcdef0', branch: 'main', url: 'https://ci.example/7' };
    const first = await start({ ...START, origin });
    expect(first.body).toMatchObject({ origin: { commit: 'abcdef0', url: 'https://ci.example/7' } });
    await call('POST', `/${first.body.id}/abort`, { body: { reason: 'for the test' } });
    expect(await start({ ...START, origin })).toMatchObject({ status: 200, body: { id: first.body.id } });
    expect((await start({ ...START, origin: { ...origin, commit: 'abcdef1' } })).status).toBe(201);
    expect((await start({ ...START, origin })).body.id).toBe(first.body.id);
  });

  it('take a signed start from a webhook, and nothing else from it', async () => {
    const rawBody = JSON.stringify(START);
    const signature = `sha256=${createHmac('sha256', SECRET).update(rawBody).digest('hex')}`;
    const headers = { 'x-hub-signature-256': signature };
    const signed = { by: 'nobody', body: rawBody, headers } as const;
    expect((await call('POST', '', signed)).status).toBe(401);
    ctx.access.webhookSecret = SECRET;
    const tampered = { ...signed, body: rawBody.replace('candidate"}', 'other"}') };
    expect(tampered.body).not.toBe(rawBody);
    expect((await call('POST', '', tampered)).status).toBe(401);
    expect(await count()).toBe(0);
    const started = await call('POST', '', signed);
    expect(started).toMatchObject({ status: 201, body: { created_by: { id: 'webhook' } } });
    const abort = JSON.stringify({ reason: 'signed' });
    const headersOfAbort = {
      'x-hub-signature-256': createHmac('sha256', SECRET).update(abort).digest('hex'),
    };
    const command = await call('POST', `/${started.body.id}/abort`, {
      ...{ by: 'nobody', body: abort, headers: headersOfAbort },
    });
    expect(command.status).toBe(401);
  });

  it('hold an answer back until the rollout has ended, or the time is over', async () => {
    const { id } = (await start()).body;
    expect((await call('GET', `/${id}?wait_seconds=0.05`)).body).toMatchObject({ status: 'running' });
    const waiting = call('GET', `/${id}?wait_seconds=60`);
    await call('POST', `/${id}/abort`, { body: { reason: 'enough' } });
    expect((await waiting).body).toMatchObject({ status: 'aborted' });
    expect((await call('GET', `/${id}?wait_seconds=60`)).body).toMatchObject({ status: 'aborted' });
    for (const bad of ['61', '-1', 'long'])
      expect((await call('GET', `/${id}?wait_seconds=${bad}`)).status).toBe(422);
    expect((await call('GET', `/${ctx.newId(desk.nowMs)}?wait_seconds=60`)).status).toBe(404);
  });
});
