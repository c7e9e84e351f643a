import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource } from '#lib/adapters/crypto/digest.ts';
import { runDetailSchema, runExamplePageSchema, runPageSchema } from '#lib/contracts/runs.ts';
import { scoresSchema, type Scores } from '#lib/contracts/scores.ts';
import type { ApiContext } from '#lib/http/define-route.ts';
import { storeRun } from '#lib/services/runs/store-run.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { send, type ClientOptions } from '#lib/testing/http-client.ts';
import { RUN_TABLES } from '#lib/testing/run-tables.ts';
import { runRoutes } from '#lib/testing/run-routes.ts';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';
import { CREDENTIALS, serveRoutes, testApiContext, type TestRoutes } from '#lib/testing/test-api.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';

const newId = createIdSource();
type Caller = keyof typeof CREDENTIALS;

describe.each(testDatabaseKinds())('the API of runs on %s', (kind) => {
  let db: TestDatabase;
  let ctx: ApiContext;
  let routes: TestRoutes;
  let nowMs = NOON_MS;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    ctx = testApiContext(db, () => nowMs);
    routes = await runRoutes(ctx);
  });
  beforeEach(async () => {
    nowMs = NOON_MS;
    await emptyTables(db, ...RUN_TABLES, 'audit_entries');
  });
  afterAll(() => db.close());

  const scoresOf = (options: Partial<Parameters<typeof syntheticScores>[0]> = {}) =>
    syntheticScores({ runId: newId(NOON_MS), ...options });

  /** Sends one request; the answer's status, body and headers. */
  async function call(method: string, path: string, options: ClientOptions & { by?: Caller } = {}) {
    const url = await serveRoutes(routes);
    const { by = 'ci', ...rest } = options;
    const reply = await send(`${url}/api/runs${path}`, {
      method,
      ...rest,
      headers: { ...CREDENTIALS[by], ...rest.headers },
    });
    const isJson = (reply.headers['content-type'] ?? '').includes('json');
    return { ...reply, body: isJson ? (reply.json() as Record<string, unknown>) : null };
  }
  const upload = (body: unknown, options: ClientOptions & { by?: Caller } = {}) =>
    call('POST', '/upload', { body, ...options });
  const count = async (table = 'runs') =>
    (await db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n;

  describe('upload', () => {
    it('answers 201 at first and 200 again', async () => {
      const scores = scoresOf();
      const first = await upload(scores);
      expect([first.status, first.body]).toEqual([201, { run_id: scores.run_id, action: 'stored' }]);
      const again = await upload(JSON.stringify(scores, null, 2));
      expect([again.status, again.body]).toEqual([200, { run_id: scores.run_id, action: 'duplicate' }]);
      expect((await call('GET', `/${scores.run_id}`)).body).toMatchObject({ created_by: 'lrg_ci' });
    });

    it('takes it in pieces, with a byte order mark, and compressed', async () => {
      const plain = JSON.stringify(scoresOf({ model: 'größe-模型' }));
      const bytes = Buffer.from(`\ufeff${plain}`);
      const pieces = Array.from({ length: Math.ceil(bytes.length / 997) }, (_, i) =>
        bytes.subarray(i * 997, (i + 1) * 997),
      );
      expect((await upload(pieces)).status).toBe(201);
      const gzip = { 'content-encoding': 'gzip' };
      expect((await upload(gzipSync(plain), { headers: gzip })).status).toBe(200);
    });

    it('stores one of 20 that come at once', async () => {
      const url = await serveRoutes(routes);
      const body = JSON.stringify(scoresOf({ examples: 50 }));
      const replies = await Promise.all(
        Array.from({ length: 20 }, () => send(`${url}/api/runs/upload`, { body, headers: CREDENTIALS.ci })),
      );
      const statuses = replies.map(({ status }) => status).sort();
      expect(statuses).toEqual([...Array<number>(19).fill(200), 201]);
      expect(await count()).toBe(1);
      expect(await count('run_answers')).toBe(50);
      const entries = await db.prisma.auditEntry.findMany();
      expect(entries).toMatchObject([{ actor: 'lrg_ci', action: 'run.upload' }]);
    });

    it('stores a body again whose run is gone', async () => {
      const body = JSON.stringify(scoresOf());
      expect((await upload(body)).status).toBe(201);
      expect((await upload(body)).status).toBe(200);
      await emptyTables(db, ...RUN_TABLES);
      expect((await upload(body)).status).toBe(201);
      expect(await count('run_answers')).toBe(4);
    });

    it.each<[string, number, () => unknown, ClientOptions['headers']]>([
      ['nothing', 400, () => '', {}],
      ['half of it', 400, () => JSON.stringify(scoresOf()).slice(0, 900), {}],
      ['NaN', 400, () => JSON.stringify(scoresOf()).replace(/"latency_ms":[\d.]+/, '"latency_ms":NaN'), {}],
      ['no JSON in an example', 400, () => '{"examples":[{"a":}]}', {}],
      ['bytes that are no UTF-8', 400, () => Buffer.from([0x7b, 0x22, 0xff, 0x22]), {}],
      ['broken gzip', 400, () => 'x', { 'content-encoding': 'gzip' }],
      ['half of a gzip', 400, () => gzipSync('{"a": 1}').subarray(0, 15), { 'content-encoding': 'gzip' }],
      ['brotli', 415, () => 'x', { 'content-encoding': 'br' }],
      ['a form', 415, () => 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }],
      ['a bomb', 413, () => gzipSync(Buffer.alloc(60 * 1024 * 1024, 32)), { 'content-encoding': 'gzip' }],
      ['a list', 422, () => '[]', {}],
      ['an empty object', 422, () => '{}', {}],
    ])('refuses %s with %i', async (_, status, body, headers = {}) => {
      const reply = await upload(body(), { headers });
      expect(reply.status).toBe(status);
      expect(reply.headers['content-type']).toBe('application/problem+json');
      expect(await count()).toBe(0);
    });

    it('refuses more than 50 MB before it has read them', async () => {
      const announced = { 'content-length': String(51 * 1024 * 1024) };
      expect((await upload(['{'], { headers: announced })).status).toBe(413);
      expect(await count()).toBe(0);
    });

    it('lists every error of the form with its path', async () => {
      const scores = scoresOf() as unknown as Record<string, unknown> & {
        examples: Record<string, unknown>[];
      };
      const [first, second] = scores.examples;
      Object.assign(first ?? {}, { composite: -0.1, extra: 1 });
      Object.assign(second ?? {}, { prompt: 7 });
      const { status, body } = await upload({ ...scores, run_id: 'x', overall: 2, repeats: 0 });
      expect(status).toBe(422);
      const paths = (body?.errors as { path: string }[]).map(({ path }) => path).sort();
      expect(paths).toEqual([
        'examples.0',
        'examples.0.composite',
        'examples.1.prompt',
        'overall',
        'repeats',
        'run_id',
      ]);
      expect(body?.detail).toBe('the scores have 6 errors');
    });

    it('lists a hundred of very many errors', async () => {
      const scores = scoresOf({ examples: 300 });
      const broken = {
        ...scores,
        examples: scores.examples.map((example) => ({ ...example, prompt: null })),
      };
      const { body } = await upload(broken);
      expect(body).toMatchObject({
        status: 422,
        detail: 'the scores have 300 errors, of which 100 are listed',
      });
      expect(body?.errors).toHaveLength(100);
    });

    it('refuses aggregates that the answers do not have', async () => {
      const { status, body } = await upload({ ...scoresOf(), overall: 0.99 });
      expect(status).toBe(422);
      expect(body?.errors).toMatchObject([{ path: 'overall' }]);
      expect(await count()).toBe(0);
    });

    it('refuses other scores under the same id', async () => {
      const scores = scoresOf();
      await upload(scores);
      const other = await upload(scoresOf({ runId: scores.run_id, shift: 0.1 }));
      expect(other.status).toBe(409);
    });

    it('takes 10,000 categories, with any names', async () => {
      const names = Array.from({ length: 10_000 }, (_, i) => `<script>alert(${i})</script>`);
      const scores = scoresOf({ examples: names.length, categories: names });
      expect((await upload(scores)).status).toBe(201);
      const { body } = await call('GET', `/${scores.run_id}`);
      expect(Object.keys(body?.categories as object)).toHaveLength(10_000);
    }, 60_000);

    it('takes 10,000 examples', async () => {
      const scores = scoresOf({ examples: 10_000 });
      expect((await upload(scores)).status).toBe(201);
      expect(await count('run_examples')).toBe(10_000);
      const { body } = await call('GET', `/${scores.run_id}/examples?limit=1&sort=composite&order=desc`);
      expect(runExamplePageSchema.parse(body).items).toHaveLength(1);
    }, 60_000);
  });

  describe('access', () => {
    it.each<[string, string, unknown, Partial<Record<Caller | 'nobody', number>>]>([
      ['GET', '', undefined, { nobody: 401, chat: 403, reader: 200, viewer: 200 }],
      ['POST', '/upload', {}, { nobody: 401, chat: 403, reader: 403, viewer: 403, editor: 422, ci: 422 }],
      ['GET', '/{id}', undefined, { nobody: 401, chat: 403, viewer: 200, admin: 200 }],
      ['GET', '/{id}/examples', undefined, { nobody: 401, chat: 403, viewer: 200 }],
      ['GET', '/{id}/artifacts/x', undefined, { nobody: 401, chat: 403, viewer: 404 }],
      ['PATCH', '/{id}/tags', { tags: {} }, { nobody: 401, reader: 403, viewer: 403, editor: 200, ci: 200 }],
      ['POST', '/{id}/cancel', undefined, { nobody: 401, reader: 403, viewer: 403, editor: 409, ci: 409 }],
      [
        'POST',
        '/{id}/promote',
        undefined,
        { nobody: 401, reader: 403, viewer: 403, editor: 200, admin: 200 },
      ],
    ])('to %s %s', async (method, path, body, expected) => {
      const scores = scoresOf();
      await upload(scores);
      const url = await serveRoutes(routes);
      const address = `${url}/api/runs${path.replace('{id}', scores.run_id)}`;
      for (const [by, status] of Object.entries(expected)) {
        const headers = by === 'nobody' ? {} : CREDENTIALS[by as Caller];
        const reply = await send(address, { method, headers, ...(body === undefined ? {} : { body }) });
        expect([by, reply.status]).toEqual([by, status]);
      }
    });

    it('to a run that is not there', async () => {
      for (const id of [newId(NOON_MS), 'x', "' OR 1=1 --", '..%2f..']) {
        expect((await call('GET', `/${encodeURIComponent(id)}`)).status).toBe(404);
        expect((await call('GET', `/${encodeURIComponent(id)}/examples`)).status).toBe(404);
        expect((await call('POST', `/${encodeURIComponent(id)}/promote`)).status).toBe(404);
        expect((await call('POST', `/${encodeURIComponent(id)}/cancel`)).status).toBe(404);
        const tagged = await call('PATCH', `/${encodeURIComponent(id)}/tags`, { body: { tags: { a: 'b' } } });
        expect(tagged.status).toBe(404);
      }
    });
  });

  describe('the list', () => {
    it('answers by its contract, and refuses what it can not understand', async () => {
      await upload(scoresOf());
      const { body } = await call(
        'GET',
        "?filter=metrics.overall+>+0.1+and+model+like+'gpt%25'&sort=overall&limit=1",
      );
      expect(runPageSchema.parse(body).items).toHaveLength(1);
      for (const [query, path, message] of [
        ['filter=colour+%3D+1', 'filter', /character 1: "colour" is no attribute/],
        ['cursor=x', 'cursor', /next_cursor/],
        ['sort=colour', 'sort', /./],
        ['limit=0', 'limit', /./],
        ['colour=red', '', /colour/],
      ] as const) {
        const reply = await call('GET', `?${query}`);
        expect(reply.status).toBe(422);
        expect(reply.body?.errors).toEqual([{ path, message: expect.stringMatching(message) as string }]);
      }
    });
  });

  describe('changes', () => {
    it('tags are set and taken away, env only by promotion, and all is in the audit log', async () => {
      const scores = scoresOf({ tags: { branch: 'main', old: 'x' } });
      await upload(scores);
      const tagged = await call('PATCH', `/${scores.run_id}/tags`, {
        body: { tags: { old: null, 'new\0': 'ü' } },
        by: 'editor',
      });
      expect(runDetailSchema.parse(tagged.body).tags).toEqual({ branch: 'main', 'new\ufffd': 'ü' });
      const refused = await call('PATCH', `/${scores.run_id}/tags`, {
        body: { tags: { env: 'production' } },
      });
      expect(refused.status).toBe(422);
      expect(refused.body?.errors).toEqual([{ path: 'tags.env', message: 'is set by promotion alone' }]);
      const entries = await db.prisma.auditEntry.findMany({ orderBy: { action: 'desc' } });
      expect(entries).toMatchObject([
        { action: 'run.upload', target: scores.run_id },
        { actor: 'eda', action: 'run.tag', target: scores.run_id },
      ]);
    });

    it('the latest promoted run is the baseline', async () => {
      const [first, second] = [scoresOf(), scoresOf({ shift: 0.1 })];
      await upload(first);
      await upload(second);
      const promoted = await call('POST', `/${first.run_id}/promote`, { by: 'admin' });
      expect(promoted.status).toBe(200);
      expect(runDetailSchema.parse(promoted.body)).toMatchObject({
        is_baseline: true,
        tags: { env: 'production' },
      });
      // Another machine's clock may be behind.
      nowMs = NOON_MS - 60_000;
      expect((await call('POST', `/${second.run_id}/promote`)).body).toMatchObject({ is_unchanged: false });
      const again = await call('POST', `/${second.run_id}/promote`);
      expect([again.status, again.body]).toMatchObject([200, { is_baseline: true, is_unchanged: true }]);
      const page = runPageSchema.parse((await call('GET', "?filter=tags.env='production'")).body);
      const baselines = page.items.filter(({ is_baseline: isBaseline }) => isBaseline);
      expect(page.items).toHaveLength(2);
      expect(baselines.map(({ id }) => id)).toEqual([second.run_id]);
      await call('POST', `/${first.run_id}/promote`);
      expect((await call('GET', `/${first.run_id}`)).body).toMatchObject({ is_baseline: true });
      const entries = await db.prisma.auditEntry.findMany({
        where: { action: 'run.promote' },
        orderBy: { createdAt: 'desc' },
      });
      expect(entries).toHaveLength(3);
      expect(entries[0]).toMatchObject({ actor: 'lrg_admin', action: 'run.promote', target: first.run_id });
      expect(entries.map(({ details }) => details)).toContainEqual({ previous_baseline: first.run_id });
    });

    it.each<[string, RegExp, (id: string) => Promise<unknown>]>([
      ['is void', /void/, (id) => db.pool.query(`UPDATE runs SET quality = 'void' WHERE id = $1`, [id])],
      [
        'is running',
        /running/,
        (id) => db.pool.query(`UPDATE runs SET state = 'running' WHERE id = $1`, [id]),
      ],
      [
        'has no scores',
        /no scored/,
        (id) => db.pool.query('UPDATE run_examples SET composite = NULL WHERE run_id = $1', [id]),
      ],
    ])('a run that %s can not be the baseline', async (_, reason, change) => {
      const scores = scoresOf();
      await upload(scores);
      await change(scores.run_id);
      const reply = await call('POST', `/${scores.run_id}/promote`);
      expect(reply.status).toBe(409);
      expect(reply.body?.detail).toMatch(reason);
      expect(await count('run_promotions')).toBe(0);
      expect(await db.prisma.auditEntry.count({ where: { action: 'run.promote' } })).toBe(0);
    });

    it('a run is cancelled once', async () => {
      const scores = scoresOf();
      await upload(scores);
      await db.pool.query(`UPDATE runs SET state = 'running' WHERE id = $1`, [scores.run_id]);
      const replies = await Promise.all([1, 2, 3].map(() => call('POST', `/${scores.run_id}/cancel`)));
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      expect((await call('GET', `/${scores.run_id}`)).body).toMatchObject({ state: 'cancelled' });
      expect(await db.prisma.auditEntry.count({ where: { action: 'run.cancel' } })).toBe(1);
    });
  });

  it('gives back the scores file that came in, whatever its length', async () => {
    const scores = {
      ...scoresOf({ examples: 450, repeats: 2 }),
      artifacts: [{ name: 'rubric.json', media_type: 'application/json', content: '{"name":"ü"}\n' }],
    };
    await upload(scores);
    const reply = await call('GET', `/${scores.run_id}/scores`);
    expect(reply.status).toBe(200);
    expect(reply.headers['content-disposition']).toContain('filename="scores.json"');
    expect(scoresSchema.parse(JSON.parse(reply.bytes.toString()))).toEqual(scores);
    expect((await upload(reply.bytes)).body).toEqual({ run_id: scores.run_id, action: 'duplicate' });
    expect((await call('GET', `/${newId(NOON_MS)}/scores`)).status).toBe(404);
    await db.pool.query(`UPDATE runs SET quality = NULL, state = 'running'`);
    expect((await call('GET', `/${scores.run_id}/scores`)).status).toBe(409);
  });

  it('artifacts are for saving, never for showing', async () => {
    const scores = scoresOf();
    const content = Buffer.from('<script>alert(1)</script>');
    const name = 'bericht "ü".html';
    const artifacts = [{ name, media_type: 'text/html', content: content.toString() }];
    await storeRun(ctx, { ...scores, artifacts }, { source: 'upload', createdBy: 'x' });
    const reply = await call('GET', `/${scores.run_id}/artifacts/${encodeURIComponent(name)}`);
    expect(reply.bytes).toEqual(content);
    expect(reply.headers).toMatchObject({
      'content-type': 'text/html',
      'content-disposition': `attachment; filename="bericht ___.html"; filename*=UTF-8''bericht%20%22%C3%BC%22.html`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    const { body } = await call('GET', `/${scores.run_id}`);
    expect(body?.artifacts).toEqual([
      {
        name,
        media_type: 'text/html',
        bytes: 25,
        sha256: createHash('sha256').update(content).digest('hex'),
      },
    ]);
  });

  it('an error that nobody expected tells nothing and leaves nothing', async () => {
    const scores: Scores = scoresOf();
    await db.pool.query('ALTER TABLE run_steps RENAME TO run_steps_away');
    const reply = await upload(scores).finally(() =>
      db.pool.query('ALTER TABLE run_steps_away RENAME TO run_steps'),
    );
    expect(reply.status).toBe(500);
    expect(reply.text).not.toContain('run_steps');
    expect(await count()).toBe(0);
    expect(await count('golden_examples')).toBe(0);
  });
});
