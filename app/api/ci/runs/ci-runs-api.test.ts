import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource } from '#lib/adapters/crypto/digest.ts';
import { ServerApi } from '#lib/adapters/server-api/server-api.ts';
import type { Scores } from '#lib/contracts/scores.ts';
import { ciVerdictSchema, runVerdictSchema, verdictPageSchema } from '#lib/contracts/verdicts.ts';
import { verdictSchema } from '#lib/domain/gate/verdict.ts';
import { verifyVerdict } from '#lib/domain/gate/verify.ts';
import type { ApiContext } from '#lib/http/define-route.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { open, send, type ClientOptions } from '#lib/testing/http-client.ts';
import { RUN_TABLES } from '#lib/testing/run-tables.ts';
import { runRoutes } from '#lib/testing/run-routes.ts';
import { syntheticScores, type SyntheticOptions } from '#lib/testing/synthetic-scores.ts';
import { CREDENTIALS, serveRoutes, testApiContext, type TestRoutes } from '#lib/testing/test-api.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';

const newId = createIdSource();
type Caller = keyof typeof CREDENTIALS | 'nobody';
type Options = ClientOptions & { by?: Caller };
const ORIGIN = { repository: 'acme/assistant', commit: 'abcdef0', branch: 'main', pull_request: 7 };
const QUERY = '?repository=acme/assistant&commit=abcdef0&branch=main&pull_request=7';

describe.each(testDatabaseKinds())('runs of CI on %s', (kind) => {
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
    ctx.access.webhookSecret = null;
    await emptyTables(db, ...RUN_TABLES, 'verdicts', 'idempotency_keys', 'audit_entries');
  });
  afterAll(() => db.close());

  const scoresOf = (options: Partial<SyntheticOptions> = {}): Scores =>
    syntheticScores({ runId: newId(NOON_MS), ...options });
  async function call(method: string, path: string, { by = 'ci', ...options }: Options = {}) {
    const url = await serveRoutes(routes);
    const headers = { ...(by === 'nobody' ? {} : CREDENTIALS[by]), ...options.headers };
    const reply = await send(`${url}/api${path}`, { method, ...options, headers });
    return { ...reply, url, body: reply.json() as Record<string, unknown> };
  }
  const post = (body: unknown, options: Options & { query?: string } = {}) =>
    call('POST', `/ci/runs${options.query ?? ''}`, { ...options, body });
  const count = async (table: string) =>
    (await db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n;
  const counts = async () => [await count('runs'), await count('verdicts'), await count('idempotency_keys')];
  /** Addresses differ from server to server. */
  const apartFromUrl = (body: unknown) => ({ ...(body as object), url: null });
  async function promoted(scores: Scores): Promise<Scores> {
    await post({ scores });
    expect((await call('POST', `/runs/${scores.run_id}/promote`)).status).toBe(200);
    return scores;
  }

  it('are stored with a verdict against the baseline, which can be recomputed', async () => {
    const baseline = await promoted(scoresOf({ shift: 0.1 }));
    const scores = scoresOf({ shift: -0.1 });
    const { status, body, url } = await post({ ...ORIGIN, scores });
    expect(status).toBe(201);
    expect(ciVerdictSchema.parse(body)).toMatchObject({
      ...{ run_id: scores.run_id, verdict: 'fail', exit_code: 1, rule: 'threshold' },
      baseline_run_id: baseline.run_id,
      url: `${url}/runs/${scores.run_id}/verdict`,
    });
    expect(body.scorecard_markdown).toMatch(/^\*\*❌ Quality gate: fail\.\*\* /);
    expect(body.scorecard_markdown).toContain('What is 1 plus 1?');
    const full = runVerdictSchema.parse(
      (await call('GET', `/runs/${scores.run_id}/verdict?evidence=true`)).body,
    );
    expect(full).toMatchObject({ ...ORIGIN, id: body.verdict_id, created_by: 'lrg_ci', model: scores.model });
    expect(verifyVerdict(verdictSchema.parse(full.document))).toEqual([]);
    const short = runVerdictSchema.parse((await call('GET', `/runs/${scores.run_id}/verdict`)).body);
    expect({ ...short, document: null, url: null }).toEqual({ ...full, document: null, url: null });
    expect(short.document).toEqual({ ...full.document, evidence: null });
  });

  it('without a baseline are held against absolute thresholds, and the verdict says so', async () => {
    const { body } = await post({ scores: scoresOf() });
    expect(body).toMatchObject({ rule: 'absolute', baseline_run_id: null });
    expect(body.scorecard_markdown).toContain('No run was promoted yet, so there is no baseline.');
  });

  it('come as a plain scores file too, with their origin in the query', async () => {
    const scores = scoresOf();
    const first = await post(scores, { query: `${QUERY}&signature=` });
    expect(first.status).toBe(201);
    const again = await post({ ...ORIGIN, scores });
    expect([again.status, apartFromUrl(again.body)]).toEqual([200, apartFromUrl(first.body)]);
    const gzip = { 'content-encoding': 'gzip' };
    const packed = await post(gzipSync(JSON.stringify(scores, null, 1)), { query: QUERY, headers: gzip });
    expect([packed.status, apartFromUrl(packed.body)]).toEqual([200, apartFromUrl(first.body)]);
    expect(await counts()).toEqual([1, 1, 0]);
    const unset = await post(scoresOf(), { query: '?commit=&branch=&pull_request=' });
    expect(unset.status).toBe(201);
  });

  it('keep their verdict though the baseline changed; another origin has its own', async () => {
    await promoted(scoresOf({ shift: 0.1 }));
    const scores = scoresOf({ shift: -0.1 });
    const first = await post({ ...ORIGIN, scores });
    const second = await promoted(scoresOf({ shift: -0.1 }));
    const again = await post({ ...ORIGIN, scores });
    expect([again.status, apartFromUrl(again.body)]).toEqual([200, apartFromUrl(first.body)]);
    const other = await post({ ...ORIGIN, pull_request: 8, scores });
    expect(other.status).toBe(201);
    expect(other.body).toMatchObject({ run_id: scores.run_id, baseline_run_id: second.run_id });
    expect(other.body.verdict_id).not.toBe(first.body.verdict_id);
  });

  it('are what the command line sends and reads', async () => {
    const scores = scoresOf();
    const folder = mkdtempSync(join(tmpdir(), 'lrg-ci-'));
    const file = join(folder, 'scores.json');
    writeFileSync(file, JSON.stringify(scores));
    const api = new ServerApi({ baseUrl: await serveRoutes(routes), apiKey: 'lrg_ci' });
    const sent = await api.uploadCiRun(file, ORIGIN, 'build-1');
    expect(await api.uploadCiRun(file, ORIGIN, 'build-1')).toEqual(sent);
    expect(await api.runVerdict(scores.run_id, true)).toMatchObject({ ...ORIGIN, id: sent.verdict_id });
    nowMs += 1;
    const again = await api.judgeRun(scores.run_id, { branch: 'next' });
    expect(again.verdict_id).not.toBe(sent.verdict_id);
    const latest = await api.runVerdict(scores.run_id, false);
    expect(latest).toMatchObject({ ...ORIGIN, branch: 'next', id: again.verdict_id });
    expect(latest.document.evidence).toBeNull();
    const nowhere = await api.uploadCiRun(file, { commit: undefined, branch: null }, 'build-2');
    expect(nowhere).toMatchObject({ run_id: scores.run_id, verdict: sent.verdict });
    rmSync(folder, { recursive: true });
  });

  it('that were uploaded before are judged when CI sends them', async () => {
    const scores = scoresOf();
    expect((await call('POST', '/runs/upload', { body: scores })).status).toBe(201);
    expect((await call('GET', `/runs/${scores.run_id}/verdict`)).status).toBe(404);
    expect((await post({ ...ORIGIN, scores })).status).toBe(201);
    expect(await counts()).toEqual([1, 1, 0]);
  });

  describe('with an Idempotency-Key', () => {
    const key = (text: string) => ({ 'idempotency-key': text });

    it('are stored once, and answered the same', async () => {
      const body = { ...ORIGIN, scores: scoresOf() };
      const first = await post(body, { headers: key('k-1') });
      const again = await post(body, { headers: key('k-1') });
      expect([first.status, again.status]).toEqual([201, 200]);
      expect(apartFromUrl(again.body)).toEqual(apartFromUrl(first.body));
      const otherKey = await post(body, { headers: key('k-2') });
      expect([otherKey.status, otherKey.body.verdict_id]).toEqual([200, first.body.verdict_id]);
      expect(await counts()).toEqual([1, 1, 2]);
    });

    it('refuse another body or another origin under the same key', async () => {
      const scores = scoresOf();
      await post({ ...ORIGIN, scores }, { headers: key('k') });
      for (const [body, query] of [
        [{ ...ORIGIN, scores: scoresOf() }, ''],
        [{ ...ORIGIN, branch: 'x', scores }, ''],
        [{ scores }, QUERY],
      ] as const) {
        const reply = await post(body, { query, headers: key('k') });
        expect(reply.status).toBe(422);
        expect(reply.body.errors).toMatchObject([{ path: 'Idempotency-Key' }]);
      }
      expect(await counts()).toEqual([1, 1, 1]);
    });

    it('store one of 50 that come at once', async () => {
      const url = await serveRoutes(routes);
      const body = JSON.stringify({ ...ORIGIN, scores: scoresOf({ examples: 30 }) });
      const headers = { ...CREDENTIALS.ci, ...key('fifty') };
      const replies = await Promise.all(
        Array.from({ length: 50 }, () => send(`${url}/api/ci/runs`, { body, headers })),
      );
      expect(replies.map(({ status }) => status).sort()).toEqual([...Array<number>(49).fill(200), 201]);
      expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
      expect(await counts()).toEqual([1, 1, 1]);
    });

    it('store one of 20 different ones that come at once', async () => {
      const url = await serveRoutes(routes);
      const headers = { ...CREDENTIALS.ci, ...key('twenty') };
      const replies = await Promise.all(
        Array.from({ length: 20 }, () =>
          send(`${url}/api/ci/runs`, { body: { scores: scoresOf() }, headers }),
        ),
      );
      expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(422)]);
      expect(await counts()).toEqual([1, 1, 1]);
    });

    it('leave it to another caller, to a corrected body, and to next week', async () => {
      const scores = scoresOf();
      expect((await post({ scores: 1 }, { headers: key('k') })).status).toBe(422);
      expect((await post({ scores }, { headers: key('k') })).status).toBe(201);
      expect((await post({ scores: scoresOf() }, { headers: key('k'), by: 'admin' })).status).toBe(201);
      nowMs += 8 * 86_400_000;
      expect((await post({ scores: scoresOf() }, { headers: key('k') })).status).toBe(201);
      expect(await count('idempotency_keys')).toBe(1);
    });

    it.each(['', 'x'.repeat(256), 'two words', 'a, b'])('refuse %j as one', async (text) => {
      const reply = await post({ scores: scoresOf() }, { headers: key(text) });
      expect(reply.status).toBe(422);
      expect(reply.body.errors).toMatchObject([{ path: 'Idempotency-Key' }]);
      expect(await counts()).toEqual([0, 0, 0]);
    });
  });

  describe('are refused, and nothing is stored:', () => {
    const text = () => JSON.stringify({ ...ORIGIN, scores: scoresOf() });

    it.each<[string, number, () => unknown]>([
      ['half of a body', 400, () => text().slice(0, 900)],
      ['a body without its end', 400, () => text().slice(0, -1)],
      ['NaN', 400, () => text().replace(/"latency_ms":[\d.]+/, '"latency_ms":NaN')],
      ['NaN in the head', 400, () => text().replace(/"overall":[\d.]+/, '"overall":NaN')],
      ['no JSON', 400, () => 'scores'],
      ['nothing', 400, () => ''],
      ['a list', 422, () => '[]'],
      ['null', 422, () => 'null'],
    ])('%s with %i', async (_, status, body) => {
      expect((await post(body())).status).toBe(status);
      expect(await counts()).toEqual([0, 0, 0]);
    });

    it.each<[string, (scores: Scores) => unknown, string[]]>([
      ['an empty object', () => ({}), ['scores']],
      ['no scores', () => ORIGIN, ['scores']],
      ['scores that are none', () => ({ scores: null }), ['scores']],
      [
        'a bad origin',
        (scores) => ({ commit: 'xyz', pull_request: 0, branch: '', scores }),
        ['branch', 'commit', 'pull_request'],
      ],
      ['a pull request beyond integers', (scores) => ({ pull_request: 2 ** 31, scores }), ['pull_request']],
      ['an unknown member', (scores) => ({ color: 'red', scores }), ['']],
      ['examples beside the scores', (scores) => ({ scores, examples: scores.examples }), ['']],
      [
        'an aggregate that is none',
        (scores) => ({ scores: { ...scores, overall: 0.99 } }),
        ['scores.overall'],
      ],
      ['an aggregate in a plain file', (scores) => ({ ...scores, overall: 0.99 }), ['overall']],
      ['no examples', (scores) => ({ scores: { ...scores, examples: [] } }), ['scores.examples']],
      [
        'negative scores',
        (scores) => ({
          scores: {
            ...scores,
            examples: scores.examples.map((example) => ({
              ...example,
              answers: example.answers.map((answer) => ({
                ...answer,
                scores: { ...answer.scores, composite: -1 },
              })),
            })),
          },
        }),
        [0, 1, 2, 3].map((i) => `scores.examples.${i}.answers.0.scores.composite`),
      ],
    ])('%s, with every path', async (_, bodyOf, paths) => {
      const { status, body } = await post(bodyOf(scoresOf()));
      expect(status).toBe(422);
      expect((body.errors as { path: string }[]).map(({ path }) => path).sort()).toEqual(
        expect.arrayContaining(paths),
      );
      expect(await counts()).toEqual([0, 0, 0]);
    });

    it('an origin that body and query tell differently', async () => {
      const reply = await post({ ...ORIGIN, scores: scoresOf() }, { query: '?branch=other&commit=abcdef0' });
      expect([reply.status, reply.body.errors]).toMatchObject([422, [{ path: 'branch' }]]);
      const bad = await post(scoresOf(), { query: '?commit=HEAD&pull_request=x&colour=red' });
      expect((bad.body.errors as { path: string }[]).map(({ path }) => path).sort()).toEqual([
        '',
        'commit',
        'pull_request',
      ]);
    });

    it('other scores under the id of a run', async () => {
      const scores = scoresOf();
      await post({ scores });
      expect((await post({ scores: scoresOf({ runId: scores.run_id, shift: 0.1 }) })).status).toBe(409);
      expect(await counts()).toEqual([1, 1, 0]);
    });

    it('more than 50 MB', async () => {
      const announced = { 'content-length': String(51 * 1024 * 1024) };
      expect((await post(['{'], { headers: announced })).status).toBe(413);
    });

    it('a body whose sender goes away', async () => {
      const url = await serveRoutes(routes);
      const body = text();
      const headers = { ...CREDENTIALS.ci, 'content-length': String(body.length) };
      const request = open(`${url}/api/ci/runs`, { method: 'POST', body: [body.slice(0, -10)], headers });
      request.abort();
      await request.closed;
      expect((await post({ scores: scoresOf() })).status).toBe(201);
      expect(await count('runs')).toBe(1);
    });

    it.each(['verdicts', 'idempotency_keys'])('a run whose %s can not be written', async (table) => {
      const headers = { 'idempotency-key': 'k' };
      await db.pool.query(`ALTER TABLE ${table} ADD CONSTRAINT broken CHECK (false)`);
      const reply = await post({ scores: scoresOf() }, { headers }).finally(() =>
        db.pool.query(`ALTER TABLE ${table} DROP CONSTRAINT broken`),
      );
      expect(reply.status).toBe(500);
      expect(reply.text).not.toContain('broken');
      expect(await counts()).toEqual([0, 0, 0]);
      expect(await count('golden_examples')).toBe(0);
    });
  });

  describe('with a signed body', () => {
    const SECRET = 'x'.repeat(32);
    const sign = (body: string | Buffer, secret = SECRET) =>
      createHmac('sha256', secret).update(body).digest('hex');
    const header = (signature: string) => ({ 'x-hub-signature-256': `sha256=${signature}` });
    const bodyOf = (scores = scoresOf()) => JSON.stringify({ ...ORIGIN, scores });
    beforeEach(() => {
      ctx.access.webhookSecret = SECRET;
    });

    it('need no key: by header, by query, compressed, in pieces', async () => {
      const [one, two, three] = [bodyOf(), bodyOf(), gzipSync(bodyOf())];
      expect((await post(one, { by: 'nobody', headers: header(sign(one)) })).status).toBe(201);
      expect((await post([two], { by: 'nobody', query: `?signature=${sign(two)}` })).status).toBe(201);
      const headers = { ...header(sign(three)), 'content-encoding': 'gzip' };
      expect((await post(three, { by: 'nobody', headers })).status).toBe(201);
      const { rows } = await db.pool.query('SELECT DISTINCT created_by FROM verdicts');
      expect(rows).toEqual([{ created_by: 'webhook' }]);
    });

    it('are taken with a key beside the signature, when both are right', async () => {
      const body = bodyOf();
      const right = { ...header(sign(body)) };
      expect((await post(body, { headers: header(sign('other')) })).status).toBe(401);
      expect((await post(body, { by: 'reader', headers: right })).status).toBe(403);
      const wrongKey = { ...right, authorization: 'Bearer lrg_wrong' };
      expect((await post(body, { by: 'nobody', headers: wrongKey })).status).toBe(401);
      const query = `?signature=${sign('other')}`;
      expect((await post(body, { by: 'nobody', query, headers: right })).status).toBe(401);
      expect(await counts()).toEqual([0, 0, 0]);
      expect((await post(body, { headers: right })).status).toBe(201);
      const { rows } = await db.pool.query('SELECT created_by FROM verdicts');
      expect(rows).toEqual([{ created_by: 'lrg_ci' }]);
    });

    it.each<[string, (body: string) => Options & { query?: string }]>([
      ['none', () => ({})],
      ['that of another body', (body) => ({ headers: header(sign(`${body} `)) })],
      ['one with another secret', (body) => ({ headers: header(sign(body, 'y'.repeat(32))) })],
      ['one of zeros', () => ({ headers: header('0'.repeat(64)) })],
      ['half of one', (body) => ({ headers: header(sign(body).slice(0, 32)) })],
      ['text', () => ({ headers: header('signature') })],
      ['SHA-1', (body) => ({ headers: { 'x-hub-signature-256': `sha1=${sign(body).slice(0, 40)}` } })],
      ['two in the query', (body) => ({ query: `?signature=${sign(body)}&signature=${sign('x')}` })],
    ])('are refused with a wrong signature: %s', async (_, options) => {
      const body = bodyOf();
      const reply = await post(body, { by: 'nobody', ...options(body) });
      expect(reply.status).toBe(401);
      expect(reply.headers['content-type']).toBe('application/problem+json');
      expect(await counts()).toEqual([0, 0, 0]);
    });

    it.each([0, 1, 0x1f])(
      'are refused when bytes follow the compressed ones that were signed: %i',
      async (byte) => {
        const packed = gzipSync(bodyOf());
        const body = [packed, Buffer.alloc(200_000, byte), Buffer.alloc(200_000, byte)];
        const headers = { ...header(sign(packed)), 'content-encoding': 'gzip' };
        expect([400, 401]).toContain((await post(body, { by: 'nobody', headers })).status);
        expect(await counts()).toEqual([0, 0, 0]);
      },
    );

    it('say where they come from in the body alone', async () => {
      const body = JSON.stringify(scoresOf());
      const reply = await post(body, { by: 'nobody', query: '?branch=main', headers: header(sign(body)) });
      expect([reply.status, reply.body.errors]).toMatchObject([422, [{ path: 'branch' }]]);
    });

    it('are nothing to other routes, nor without a secret', async () => {
      const body = JSON.stringify(scoresOf());
      const headers = header(sign(body));
      expect((await call('POST', '/runs/upload', { by: 'nobody', body, headers })).status).toBe(401);
      ctx.access.webhookSecret = null;
      expect((await post(body, { by: 'nobody', headers })).status).toBe(401);
      expect((await post(body, { by: 'nobody', headers: header(sign(body, '')) })).status).toBe(401);
      expect(await counts()).toEqual([0, 0, 0]);
    });
  });

  describe('judged again', () => {
    const again = (id: string, body: unknown = {}, options: Options = {}) =>
      call('POST', `/runs/${id}/verdict`, { body, ...options });

    it("stand against today's baseline, with the origin of before but for what is said", async () => {
      const scores = scoresOf();
      const first = await post({ ...ORIGIN, scores });
      const baseline = await promoted(scoresOf());
      nowMs += 1;
      const second = await again(scores.run_id, { branch: 'release', pull_request: null });
      expect(second.status).toBe(201);
      expect(second.body).toMatchObject({
        baseline_run_id: baseline.run_id,
        rule: 'threshold',
      });
      expect(second.body.verdict_id).not.toBe(first.body.verdict_id);
      const { body } = await call('GET', `/runs/${scores.run_id}/verdict`);
      expect(runVerdictSchema.parse(body)).toMatchObject({
        ...{ id: second.body.verdict_id, branch: 'release', pull_request: null, commit: 'abcdef0' },
      });
      expect((await post({ ...ORIGIN, scores })).body.verdict_id).toBe(first.body.verdict_id);
    });

    it('are never compared with themselves', async () => {
      const first = await promoted(scoresOf());
      const alone = (await again(first.run_id)).body;
      expect(alone).toMatchObject({ rule: 'absolute', baseline_run_id: null });
      expect(alone.scorecard_markdown).toContain(
        'This run is the baseline itself, and no other run was promoted',
      );
      const second = await promoted(scoresOf());
      const { body } = await again(second.run_id);
      expect(body).toMatchObject({ rule: 'threshold', baseline_run_id: first.run_id });
      expect(body.scorecard_markdown).toContain(
        'This run is the baseline itself, so it is compared with the one before',
      );
      const page = (await call('GET', `/runs/${second.run_id}/verdict?evidence=true`)).body;
      expect(verifyVerdict(verdictSchema.parse(page.document))).toEqual([]);
    });

    it.each<[string, RegExp, string]>([
      ['void', /is void/, `UPDATE runs SET quality = 'void'`],
      [
        'without scores of single examples',
        /no scores of single examples/,
        'UPDATE run_answers SET composite = NULL',
      ],
      ['not finished any more', /it has no scores/, `UPDATE runs SET state = 'failed'`],
    ])('refuse a baseline that is %s', async (_, reason, statement) => {
      const baseline = await promoted(scoresOf());
      const where = statement.includes('run_answers') ? 'run_id' : 'id';
      await db.pool.query(`${statement} WHERE ${where} = $1`, [baseline.run_id]);
      const { body } = await post({ scores: scoresOf() });
      expect(body).toMatchObject({ rule: 'absolute', baseline_run_id: null });
      expect(body.scorecard_markdown).toMatch(/is refused: /);
      expect(body.scorecard_markdown).toMatch(reason);
    });

    it('are refused when they are not there or not finished', async () => {
      const scores = scoresOf();
      await post({ scores });
      for (const id of [newId(NOON_MS), 'x', "' OR 1=1"])
        expect((await again(encodeURIComponent(id))).status).toBe(404);
      expect((await again(scores.run_id, { commit: 'x' })).status).toBe(422);
      await db.pool.query(`UPDATE runs SET state = 'running'`);
      expect((await again(scores.run_id)).status).toBe(409);
      expect(await count('verdicts')).toBe(1);
    });

    it('are judged once under one Idempotency-Key', async () => {
      const { run_id: id } = await promoted(scoresOf());
      const headers = { 'idempotency-key': 'again' };
      const replies = [await again(id, {}, { headers }), await again(id, {}, { headers })];
      expect(replies.map(({ status }) => status)).toEqual([201, 200]);
      expect(new Set(replies.map(({ body }) => body.verdict_id)).size).toBe(1);
      expect((await again(id, { branch: 'x' }, { headers })).status).toBe(422);
      expect(await count('verdicts')).toBe(2);
    });
  });

  it('keep names that look like markup as names', async () => {
    const categories = ['<script>alert(1)</script>', '](javascript:x) @octocat #1'];
    await promoted(scoresOf({ categories, examples: 6, shift: 0.2 }));
    nowMs += 1;
    const { status, body } = await post({
      ...ORIGIN,
      branch: '<b>\u0000\r\nx',
      scores: scoresOf({ categories, examples: 6 }),
    });
    expect(status).toBe(201);
    expect(body.scorecard_markdown).not.toMatch(/<script|@octocat|\]\(/);
    const page = verdictPageSchema.parse((await call('GET', '/verdicts?limit=1')).body);
    expect(page.items[0]?.branch).toBe('<b>\ufffd\r\nx');
  });

  it('may have 10,000 categories', async () => {
    const categories = Array.from({ length: 10_000 }, (_, i) => `<script>alert(${i})</script>`);
    await promoted(scoresOf({ examples: 10_000, categories, shift: 0.1 }));
    const scores = scoresOf({ examples: 10_000, categories });
    const { status, body } = await post({ scores });
    expect([status, body.verdict]).toEqual([201, 'fail']);
    expect((body.scorecard_markdown as string).length).toBeLessThanOrEqual(65_536);
    const full = (await call('GET', `/runs/${scores.run_id}/verdict?evidence=true`)).body;
    expect(runVerdictSchema.parse(full).document.categories).toHaveLength(10_000);
  }, 120_000);

  it('may have 49 MB, and other work goes on meanwhile', async () => {
    const scores = scoresOf({ examples: 8_000, repeats: 5, textLength: 21 });
    const body = JSON.stringify({ ...ORIGIN, scores });
    expect(body.length).toBeGreaterThan(49 * 1024 * 1024);
    expect(body.length).toBeLessThan(50 * 1024 * 1024);
    let turns = 0;
    const watch = setInterval(() => (turns += 1), 5);
    const url = await serveRoutes(routes);
    const reply = await send(`${url}/api/ci/runs`, { body, headers: CREDENTIALS.ci });
    clearInterval(watch);
    expect(reply.status).toBe(201);
    expect(await count('run_answers')).toBe(40_000);
    expect(turns).toBeGreaterThan(50);
  }, 120_000);

  it.each<[string, string, unknown, Partial<Record<Caller, number>>]>([
    ['POST', '/ci/runs', {}, { nobody: 401, chat: 403, reader: 403, viewer: 403, editor: 422, ci: 422 }],
    ['GET', '/runs/{id}/verdict', undefined, { nobody: 401, chat: 403, viewer: 200, admin: 200 }],
    ['POST', '/runs/{id}/verdict', {}, { nobody: 401, reader: 403, viewer: 403, editor: 201, ci: 201 }],
    ['GET', '/verdicts', undefined, { nobody: 401, chat: 403, viewer: 200, reader: 200 }],
    ['GET', '/baselines', undefined, { nobody: 401, chat: 403, viewer: 200, reader: 200 }],
  ])('access to %s %s', async (method, path, body, expected) => {
    const scores = scoresOf();
    await post({ scores });
    for (const [by, status] of Object.entries(expected)) {
      const options = { by: by as Caller, ...(body === undefined ? {} : { body }) };
      const reply = await call(method, path.replace('{id}', scores.run_id), options);
      expect([by, reply.status]).toEqual([by, status]);
    }
  });
});
