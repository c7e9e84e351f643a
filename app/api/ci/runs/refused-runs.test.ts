import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Scores } from '#lib/contracts/scores.ts';
import { CiApi, ORIGIN, scoresOf, type CiCall } from '#lib/testing/ci-api.ts';
import { open } from '#lib/testing/http-client.ts';
import { CREDENTIALS, serveRoutes } from '#lib/testing/test-api.ts';
import { testDatabaseKinds } from '#lib/testing/test-database.ts';

describe.each(testDatabaseKinds())('runs of CI on %s', (kind) => {
  const ci = new CiApi(kind);

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
      expect((await ci.post(body())).status).toBe(status);
      expect(await ci.counts()).toEqual([0, 0, 0]);
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
      const { status, body } = await ci.post(bodyOf(scoresOf()));
      expect(status).toBe(422);
      expect((body.errors as { path: string }[]).map(({ path }) => path).sort()).toEqual(
        expect.arrayContaining(paths),
      );
      expect(await ci.counts()).toEqual([0, 0, 0]);
    });

    it('an origin that body and query tell differently', async () => {
      const reply = await ci.post(
        { ...ORIGIN, scores: scoresOf() },
        { query: '?branch=other&commit=abcdef0' },
      );
      expect([reply.status, reply.body.errors]).toMatchObject([422, [{ path: 'branch' }]]);
      const bad = await ci.post(scoresOf(), { query: '?commit=HEAD&pull_request=x&colour=red' });
      expect((bad.body.errors as { path: string }[]).map(({ path }) => path).sort()).toEqual([
        '',
        'commit',
        'pull_request',
      ]);
    });

    it('other scores under the id of a run', async () => {
      const scores = scoresOf();
      await ci.post({ scores });
      expect((await ci.post({ scores: scoresOf({ runId: scores.run_id, shift: 0.1 }) })).status).toBe(409);
      expect(await ci.counts()).toEqual([1, 1, 0]);
    });

    it('more than 50 MB', async () => {
      const announced = { 'content-length': String(51 * 1024 * 1024) };
      expect((await ci.post(['{'], { headers: announced })).status).toBe(413);
    });

    it('a body whose sender goes away', async () => {
      const url = await serveRoutes(ci.routes);
      const body = text();
      const headers = { ...CREDENTIALS.ci, 'content-length': String(body.length) };
      const request = open(`${url}/api/ci/runs`, { method: 'POST', body: [body.slice(0, -10)], headers });
      request.abort();
      await request.closed;
      expect((await ci.post({ scores: scoresOf() })).status).toBe(201);
      expect(await ci.count('runs')).toBe(1);
    });

    it.each(['verdicts', 'idempotency_keys'])('a run whose %s can not be written', async (table) => {
      const headers = { 'idempotency-key': 'k' };
      await ci.db.pool.query(`ALTER TABLE ${table} ADD CONSTRAINT broken CHECK (false)`);
      const reply = await ci
        .post({ scores: scoresOf() }, { headers })
        .finally(() => ci.db.pool.query(`ALTER TABLE ${table} DROP CONSTRAINT broken`));
      expect(reply.status).toBe(500);
      expect(reply.text).not.toContain('broken');
      expect(await ci.counts()).toEqual([0, 0, 0]);
      expect(await ci.count('golden_examples')).toBe(0);
    });
  });

  describe('with a signed body', () => {
    const SECRET = 'x'.repeat(32);
    const sign = (body: string | Buffer, secret = SECRET) =>
      createHmac('sha256', secret).update(body).digest('hex');
    const header = (signature: string) => ({ 'x-hub-signature-256': `sha256=${signature}` });
    const bodyOf = (scores = scoresOf()) => JSON.stringify({ ...ORIGIN, scores });
    beforeEach(() => {
      ci.ctx.access.webhookSecret = SECRET;
    });

    it('need no key: by header, by query, compressed, in pieces', async () => {
      const [one, two, three] = [bodyOf(), bodyOf(), gzipSync(bodyOf())];
      expect((await ci.post(one, { by: 'nobody', headers: header(sign(one)) })).status).toBe(201);
      expect((await ci.post([two], { by: 'nobody', query: `?signature=${sign(two)}` })).status).toBe(201);
      const headers = { ...header(sign(three)), 'content-encoding': 'gzip' };
      expect((await ci.post(three, { by: 'nobody', headers })).status).toBe(201);
      const { rows } = await ci.db.pool.query('SELECT DISTINCT created_by FROM verdicts');
      expect(rows).toEqual([{ created_by: 'webhook' }]);
    });

    it('are taken with a key beside the signature, when both are right', async () => {
      const body = bodyOf();
      const right = { ...header(sign(body)) };
      expect((await ci.post(body, { headers: header(sign('other')) })).status).toBe(401);
      expect((await ci.post(body, { by: 'reader', headers: right })).status).toBe(403);
      const wrongKey = { ...right, authorization: 'Bearer lrg_wrong' };
      expect((await ci.post(body, { by: 'nobody', headers: wrongKey })).status).toBe(401);
      const query = `?signature=${sign('other')}`;
      expect((await ci.post(body, { by: 'nobody', query, headers: right })).status).toBe(401);
      expect(await ci.counts()).toEqual([0, 0, 0]);
      expect((await ci.post(body, { headers: right })).status).toBe(201);
      const { rows } = await ci.db.pool.query('SELECT created_by FROM verdicts');
      expect(rows).toEqual([{ created_by: 'lrg_ci' }]);
    });

    it.each<[string, (body: string) => CiCall]>([
      ['none', () => ({})],
      ['that of another body', (body) => ({ headers: header(sign(`${body} `)) })],
      ['one with another secret', (body) => ({ headers: header(sign(body, 'y'.repeat(32))) })],
      ['one of zeros', () => ({ headers: header('0'.repeat(64)) })],
      ['half of one', (body) => ({ headers: header(sign(body).slice(0, 32)) })],
      ['text', () => ({ headers: header('signature') })],
      ['SHA-1', (body) => ({ headers: { 'x-hub-signature-256': `sha1=${sign(body).slice(0, 40)}` } })],
    ])('are refused with a wrong signature: %s', async (_, options) => {
      const body = bodyOf();
      const reply = await ci.post(body, { by: 'nobody', ...options(body) });
      expect(reply.status).toBe(401);
      expect(reply.headers['content-type']).toBe('application/problem+json');
      expect(await ci.counts()).toEqual([0, 0, 0]);
    });

    it('are refused with two signatures in the query', async () => {
      const body = bodyOf();
      const query = `?signature=${sign(body)}&signature=${sign('x')}`;
      expect(await ci.post(body, { by: 'nobody', query })).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'signature', message: 'expected it once' }] },
      });
      expect(await ci.counts()).toEqual([0, 0, 0]);
    });

    it.each([0, 1, 0x1f])(
      'are refused when bytes follow the compressed ones that were signed: %i',
      async (byte) => {
        const packed = gzipSync(bodyOf());
        const body = [packed, Buffer.alloc(200_000, byte), Buffer.alloc(200_000, byte)];
        const headers = { ...header(sign(packed)), 'content-encoding': 'gzip' };
        expect([400, 401]).toContain((await ci.post(body, { by: 'nobody', headers })).status);
        expect(await ci.counts()).toEqual([0, 0, 0]);
      },
    );

    it('say where they come from in the body alone', async () => {
      const body = JSON.stringify(scoresOf());
      const reply = await ci.post(body, { by: 'nobody', query: '?branch=main', headers: header(sign(body)) });
      expect([reply.status, reply.body.errors]).toMatchObject([422, [{ path: 'branch' }]]);
    });

    it('are nothing to other ci.routes, nor without a secret', async () => {
      const body = JSON.stringify(scoresOf());
      const headers = header(sign(body));
      expect((await ci.call('POST', '/runs/upload', { by: 'nobody', body, headers })).status).toBe(401);
      ci.ctx.access.webhookSecret = null;
      expect((await ci.post(body, { by: 'nobody', headers })).status).toBe(401);
      expect((await ci.post(body, { by: 'nobody', headers: header(sign(body, '')) })).status).toBe(401);
      expect(await ci.counts()).toEqual([0, 0, 0]);
    });
  });
});
