import { describe, expect, it } from 'vitest';
import { runVerdictSchema } from '#lib/contracts/verdicts.ts';
import { verdictSchema } from '#lib/domain/gate/verdict.ts';
import { verifyVerdict } from '#lib/domain/gate/verify.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { CiApi, apartFromUrl, newId, ORIGIN, QUERY, scoresOf, type CiCall } from '#lib/testing/ci-api.ts';
import { send } from '#lib/testing/http-client.ts';
import { CREDENTIALS, serveRoutes } from '#lib/testing/test-api.ts';
import { testDatabaseKinds } from '#lib/testing/test-database.ts';

describe.each(testDatabaseKinds())('runs of CI on %s', (kind) => {
  const ci = new CiApi(kind);

  describe('with an Idempotency-Key', () => {
    const key = (text: string) => ({ 'idempotency-key': text });

    it('are stored once, and answered the same', async () => {
      const body = { ...ORIGIN, scores: scoresOf() };
      const first = await ci.post(body, { headers: key('k-1') });
      const again = await ci.post(body, { headers: key('k-1') });
      expect([first.status, again.status]).toEqual([201, 200]);
      expect(apartFromUrl(again.body)).toEqual(apartFromUrl(first.body));
      const otherKey = await ci.post(body, { headers: key('k-2') });
      expect([otherKey.status, otherKey.body.verdict_id]).toEqual([200, first.body.verdict_id]);
      expect(await ci.counts()).toEqual([1, 1, 2]);
    });

    it('refuse another body or another origin under the same key', async () => {
      const scores = scoresOf();
      await ci.post({ ...ORIGIN, scores }, { headers: key('k') });
      for (const [body, query] of [
        [{ ...ORIGIN, scores: scoresOf() }, ''],
        [{ ...ORIGIN, branch: 'x', scores }, ''],
        [{ scores }, QUERY],
      ] as const) {
        const reply = await ci.post(body, { query, headers: key('k') });
        expect(reply.status).toBe(422);
        expect(reply.body.errors).toMatchObject([{ path: 'Idempotency-Key' }]);
      }
      expect(await ci.counts()).toEqual([1, 1, 1]);
    });

    it('store one of 50 that come at once', async () => {
      const url = await serveRoutes(ci.routes);
      const body = JSON.stringify({ ...ORIGIN, scores: scoresOf({ examples: 30 }) });
      const headers = { ...CREDENTIALS.ci, ...key('fifty') };
      const replies = await Promise.all(
        Array.from({ length: 50 }, () => send(`${url}/api/ci/runs`, { body, headers })),
      );
      expect(replies.map(({ status }) => status).sort()).toEqual([...Array<number>(49).fill(200), 201]);
      expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
      expect(await ci.counts()).toEqual([1, 1, 1]);
    });

    it('store one of 20 different ones that come at once', async () => {
      const url = await serveRoutes(ci.routes);
      const headers = { ...CREDENTIALS.ci, ...key('twenty') };
      const replies = await Promise.all(
        Array.from({ length: 20 }, () =>
          send(`${url}/api/ci/runs`, { body: { scores: scoresOf() }, headers }),
        ),
      );
      expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(422)]);
      expect(await ci.counts()).toEqual([1, 1, 1]);
    });

    it('leave it to another caller, to a corrected body, and to next week', async () => {
      const scores = scoresOf();
      expect((await ci.post({ scores: 1 }, { headers: key('k') })).status).toBe(422);
      expect((await ci.post({ scores }, { headers: key('k') })).status).toBe(201);
      expect((await ci.post({ scores: scoresOf() }, { headers: key('k'), by: 'admin' })).status).toBe(201);
      ci.nowMs += 8 * 86_400_000;
      expect((await ci.post({ scores: scoresOf() }, { headers: key('k') })).status).toBe(201);
      expect(await ci.count('idempotency_keys')).toBe(1);
    });

    it.each(['', 'x'.repeat(256), 'two words', 'a, b'])('refuse %j as one', async (text) => {
      const reply = await ci.post({ scores: scoresOf() }, { headers: key(text) });
      expect(reply.status).toBe(422);
      expect(reply.body.errors).toMatchObject([{ path: 'Idempotency-Key' }]);
      expect(await ci.counts()).toEqual([0, 0, 0]);
    });
  });

  describe('judged again', () => {
    const again = (id: string, body: unknown = {}, options: CiCall = {}) =>
      ci.call('POST', `/runs/${id}/verdict`, { body, ...options });

    it("stand against today's baseline, with the origin of before but for what is said", async () => {
      const scores = scoresOf();
      const first = await ci.post({ ...ORIGIN, scores });
      const baseline = await ci.promoted(scoresOf());
      ci.nowMs += 1;
      const second = await again(scores.run_id, { branch: 'release', pull_request: null });
      expect(second.status).toBe(201);
      expect(second.body).toMatchObject({
        baseline_run_id: baseline.run_id,
        rule: 'threshold',
      });
      expect(second.body.verdict_id).not.toBe(first.body.verdict_id);
      const { body } = await ci.call('GET', `/runs/${scores.run_id}/verdict`);
      expect(runVerdictSchema.parse(body)).toMatchObject({
        ...{ id: second.body.verdict_id, branch: 'release', pull_request: null, commit: 'abcdef0' },
      });
      expect((await ci.post({ ...ORIGIN, scores })).body.verdict_id).toBe(first.body.verdict_id);
    });

    it('are never compared with themselves', async () => {
      const first = await ci.promoted(scoresOf());
      const alone = (await again(first.run_id)).body;
      expect(alone).toMatchObject({ rule: 'absolute', baseline_run_id: null });
      expect(alone.scorecard_markdown).toContain(
        'This run is the baseline itself, and no other run was promoted',
      );
      const second = await ci.promoted(scoresOf());
      const { body } = await again(second.run_id);
      expect(body).toMatchObject({ rule: 'threshold', baseline_run_id: first.run_id });
      expect(body.scorecard_markdown).toContain(
        'This run is the baseline itself, so it is compared with the one before',
      );
      const page = (await ci.call('GET', `/runs/${second.run_id}/verdict?evidence=true`)).body;
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
      const baseline = await ci.promoted(scoresOf());
      const where = statement.includes('run_answers') ? 'run_id' : 'id';
      await ci.db.pool.query(`${statement} WHERE ${where} = $1`, [baseline.run_id]);
      const { body } = await ci.post({ scores: scoresOf() });
      expect(body).toMatchObject({ rule: 'absolute', baseline_run_id: null });
      expect(body.scorecard_markdown).toMatch(/is refused: /);
      expect(body.scorecard_markdown).toMatch(reason);
    });

    it('are refused when they are not there or not finished', async () => {
      const scores = scoresOf();
      await ci.post({ scores });
      for (const id of [newId(NOON_MS), 'x', "' OR 1=1"])
        expect((await again(encodeURIComponent(id))).status).toBe(404);
      expect((await again(scores.run_id, { commit: 'x' })).status).toBe(422);
      await ci.db.pool.query(`UPDATE runs SET state = 'running'`);
      expect((await again(scores.run_id)).status).toBe(409);
      expect(await ci.count('verdicts')).toBe(1);
    });

    it('are judged once under one Idempotency-Key', async () => {
      const { run_id: id } = await ci.promoted(scoresOf());
      const headers = { 'idempotency-key': 'again' };
      const replies = [await again(id, {}, { headers }), await again(id, {}, { headers })];
      expect(replies.map(({ status }) => status)).toEqual([201, 200]);
      expect(new Set(replies.map(({ body }) => body.verdict_id)).size).toBe(1);
      expect((await again(id, { branch: 'x' }, { headers })).status).toBe(422);
      expect(await ci.count('verdicts')).toBe(2);
    });
  });
});
