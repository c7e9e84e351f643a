import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ServerApi } from '#lib/adapters/server-api/server-api.ts';
import { ciVerdictSchema, runVerdictSchema, verdictPageSchema } from '#lib/contracts/verdicts.ts';
import { verdictSchema } from '#lib/domain/gate/verdict.ts';
import { verifyVerdict } from '#lib/domain/gate/verify.ts';
import { CiApi, apartFromUrl, ORIGIN, QUERY, scoresOf, type CiCaller } from '#lib/testing/ci-api.ts';
import { send } from '#lib/testing/http-client.ts';
import { CREDENTIALS, serveRoutes } from '#lib/testing/test-api.ts';
import { testDatabaseKinds } from '#lib/testing/test-database.ts';

describe.each(testDatabaseKinds())('runs of CI on %s', (kind) => {
  const ci = new CiApi(kind);

  it('are stored with a verdict against the baseline, which can be recomputed', async () => {
    const baseline = await ci.promoted(scoresOf({ shift: 0.1 }));
    const scores = scoresOf({ shift: -0.1 });
    const { status, body, url } = await ci.post({ ...ORIGIN, scores });
    expect(status).toBe(201);
    expect(ciVerdictSchema.parse(body)).toMatchObject({
      ...{ run_id: scores.run_id, verdict: 'fail', exit_code: 1, rule: 'threshold' },
      baseline_run_id: baseline.run_id,
      url: `${url}/runs/${scores.run_id}/verdict`,
    });
    const audit = await ci.db.prisma.auditEntry.findMany({ where: { target: scores.run_id } });
    expect(audit.map(({ actor, action }) => `${actor} ${action}`).sort()).toEqual([
      'lrg_ci run.judge',
      'lrg_ci run.upload',
    ]);
    expect(body.scorecard_markdown).toMatch(/^\*\*❌ Quality gate: fail\.\*\* /);
    expect(body.scorecard_markdown).toContain('What is 1 plus 1?');
    const full = runVerdictSchema.parse(
      (await ci.call('GET', `/runs/${scores.run_id}/verdict?evidence=true`)).body,
    );
    expect(full).toMatchObject({ ...ORIGIN, id: body.verdict_id, created_by: 'lrg_ci', model: scores.model });
    expect(verifyVerdict(verdictSchema.parse(full.document))).toEqual([]);
    const short = runVerdictSchema.parse((await ci.call('GET', `/runs/${scores.run_id}/verdict`)).body);
    expect({ ...short, document: null, url: null }).toEqual({ ...full, document: null, url: null });
    expect(short.document).toEqual({ ...full.document, evidence: null });
  });

  it('without a baseline are held against absolute thresholds, and the verdict says so', async () => {
    const { body } = await ci.post({ scores: scoresOf() });
    expect(body).toMatchObject({ rule: 'absolute', baseline_run_id: null });
    expect(body.scorecard_markdown).toContain('No run was promoted yet, so there is no baseline.');
  });

  it('come as a plain scores file too, with their origin in the query', async () => {
    const scores = scoresOf();
    const first = await ci.post(scores, { query: `${QUERY}&signature=` });
    expect(first.status).toBe(201);
    const again = await ci.post({ ...ORIGIN, scores });
    expect([again.status, apartFromUrl(again.body)]).toEqual([200, apartFromUrl(first.body)]);
    const gzip = { 'content-encoding': 'gzip' };
    const packed = await ci.post(gzipSync(JSON.stringify(scores, null, 1)), { query: QUERY, headers: gzip });
    expect([packed.status, apartFromUrl(packed.body)]).toEqual([200, apartFromUrl(first.body)]);
    expect(await ci.counts()).toEqual([1, 1, 0]);
    const unset = await ci.post(scoresOf(), { query: '?commit=&branch=&pull_request=' });
    expect(unset.status).toBe(201);
  });

  it('keep their verdict though the baseline changed; another origin has its own', async () => {
    await ci.promoted(scoresOf({ shift: 0.1 }));
    const scores = scoresOf({ shift: -0.1 });
    const first = await ci.post({ ...ORIGIN, scores });
    const second = await ci.promoted(scoresOf({ shift: -0.1 }));
    const again = await ci.post({ ...ORIGIN, scores });
    expect([again.status, apartFromUrl(again.body)]).toEqual([200, apartFromUrl(first.body)]);
    const other = await ci.post({ ...ORIGIN, pull_request: 8, scores });
    expect(other.status).toBe(201);
    expect(other.body).toMatchObject({ run_id: scores.run_id, baseline_run_id: second.run_id });
    expect(other.body.verdict_id).not.toBe(first.body.verdict_id);
  });

  it('are what the command line sends and reads', async () => {
    const scores = scoresOf();
    const folder = mkdtempSync(join(tmpdir(), 'lrg-ci-'));
    const file = join(folder, 'scores.json');
    writeFileSync(file, JSON.stringify(scores));
    const api = new ServerApi({ baseUrl: await serveRoutes(ci.routes), apiKey: 'lrg_ci' });
    const sent = await api.uploadCiRun(file, ORIGIN, 'build-1');
    expect(await api.uploadCiRun(file, ORIGIN, 'build-1')).toEqual(sent);
    expect(await api.runVerdict(scores.run_id, true)).toMatchObject({ ...ORIGIN, id: sent.verdict_id });
    ci.nowMs += 1;
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
    expect((await ci.call('POST', '/runs/upload', { body: scores })).status).toBe(201);
    expect((await ci.call('GET', `/runs/${scores.run_id}/verdict`)).status).toBe(404);
    expect((await ci.post({ ...ORIGIN, scores })).status).toBe(201);
    expect(await ci.counts()).toEqual([1, 1, 0]);
  });

  it('keep names that look like markup as names', async () => {
    const categories = ['<script>alert(1)</script>', '](javascript:x) @octocat #1'];
    await ci.promoted(scoresOf({ categories, examples: 6, shift: 0.2 }));
    ci.nowMs += 1;
    const { status, body } = await ci.post({
      ...ORIGIN,
      branch: '<b>\u0000\r\nx',
      scores: scoresOf({ categories, examples: 6 }),
    });
    expect(status).toBe(201);
    expect(body.scorecard_markdown).not.toMatch(/<script|@octocat|\]\(/);
    const page = verdictPageSchema.parse((await ci.call('GET', '/verdicts?limit=1')).body);
    expect(page.items[0]?.branch).toBe('<b>\ufffd\r\nx');
  });

  it('may have 10,000 categories', async () => {
    const categories = Array.from({ length: 10_000 }, (_, i) => `<script>alert(${i})</script>`);
    await ci.promoted(scoresOf({ examples: 10_000, categories, shift: 0.1 }));
    const scores = scoresOf({ examples: 10_000, categories });
    const { status, body } = await ci.post({ scores });
    expect([status, body.verdict]).toEqual([201, 'fail']);
    expect((body.scorecard_markdown as string).length).toBeLessThanOrEqual(65_536);
    const full = (await ci.call('GET', `/runs/${scores.run_id}/verdict?evidence=true`)).body;
    expect(runVerdictSchema.parse(full).document.categories).toHaveLength(10_000);
  }, 120_000);

  it('may have 49 MB, and other work goes on meanwhile', async () => {
    const scores = scoresOf({ examples: 8_000, repeats: 5, textLength: 21 });
    const body = JSON.stringify({ ...ORIGIN, scores });
    expect(body.length).toBeGreaterThan(49 * 1024 * 1024);
    expect(body.length).toBeLessThan(50 * 1024 * 1024);
    let turns = 0;
    const watch = setInterval(() => (turns += 1), 5);
    const url = await serveRoutes(ci.routes);
    const reply = await send(`${url}/api/ci/runs`, { body, headers: CREDENTIALS.ci });
    clearInterval(watch);
    expect(reply.status).toBe(201);
    expect(await ci.count('run_answers')).toBe(40_000);
    expect(turns).toBeGreaterThan(50);
  }, 120_000);

  it.each<[string, string, unknown, Partial<Record<CiCaller, number>>]>([
    ['POST', '/ci/runs', {}, { nobody: 401, chat: 403, reader: 403, viewer: 403, editor: 422, ci: 422 }],
    ['GET', '/runs/{id}/verdict', undefined, { nobody: 401, chat: 403, viewer: 200, admin: 200 }],
    ['POST', '/runs/{id}/verdict', {}, { nobody: 401, reader: 403, viewer: 403, editor: 201, ci: 201 }],
    ['GET', '/verdicts', undefined, { nobody: 401, chat: 403, viewer: 200, reader: 200 }],
    ['GET', '/baselines', undefined, { nobody: 401, chat: 403, viewer: 200, reader: 200 }],
  ])('access to %s %s', async (method, path, body, expected) => {
    const scores = scoresOf();
    await ci.post({ scores });
    for (const [by, status] of Object.entries(expected)) {
      const options = { by: by as CiCaller, ...(body === undefined ? {} : { body }) };
      const reply = await ci.call(method, path.replace('{id}', scores.run_id), options);
      expect([by, reply.status]).toEqual([by, status]);
    }
  });
});
