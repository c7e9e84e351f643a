import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource } from '#lib/adapters/crypto/digest.ts';
import type { Scores } from '#lib/contracts/scores.ts';
import { ciVerdictSchema, runVerdictSchema } from '#lib/contracts/verdicts.ts';
import { verdictSchema } from '#lib/domain/gate/verdict.ts';
import { verifyVerdict } from '#lib/domain/gate/verify.ts';
import type { ApiContext } from '#lib/http/define-route.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { send, type ClientOptions } from '#lib/testing/http-client.ts';
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
type Caller = keyof typeof CREDENTIALS;
type Options = ClientOptions & { by?: Caller };

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
    await emptyTables(db, ...RUN_TABLES, 'verdicts', 'idempotency_keys', 'audit_entries');
  });
  afterAll(() => db.close());

  const scoresOf = (options: Partial<SyntheticOptions> = {}): Scores =>
    syntheticScores({ runId: newId(NOON_MS), ...options });
  async function call(method: string, path: string, { by = 'ci', ...options }: Options = {}) {
    const url = await serveRoutes(routes);
    const headers = { ...CREDENTIALS[by], ...options.headers };
    const reply = await send(`${url}/api${path}`, { method, ...options, headers });
    return { ...reply, url, body: reply.json() as Record<string, unknown> };
  }
  const post = (body: unknown, options: Options & { query?: string } = {}) =>
    call('POST', `/ci/runs${options.query ?? ''}`, { ...options, body });
  const count = async (table: string) =>
    (await db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n;
  async function promoted(scores: Scores): Promise<Scores> {
    await post({ scores });
    expect((await call('POST', `/runs/${scores.run_id}/promote`)).status).toBe(200);
    return scores;
  }

  const ORIGIN = { repository: 'acme/assistant', commit: 'abcdef0', branch: 'main', pull_request: 7 };

  it('are stored with a verdict against the baseline, and answered the same again', async () => {
    const baseline = await promoted(scoresOf({ shift: 0.1 }));
    const scores = scoresOf({ shift: -0.1 });
    const first = await post({ ...ORIGIN, scores });
    expect(first.status).toBe(201);
    expect(ciVerdictSchema.parse(first.body)).toMatchObject({
      ...{ run_id: scores.run_id, verdict: 'fail', exit_code: 1, rule: 'threshold' },
      baseline_run_id: baseline.run_id,
      url: `${first.url}/runs/${scores.run_id}/verdict`,
    });
    expect(first.body.scorecard_markdown).toMatch(/^\*\*❌ Quality gate: fail\.\*\* /);
    await promoted(scoresOf());
    const again = await post({ ...ORIGIN, scores });
    expect(again.status).toBe(200);
    expect({ ...again.body, url: null }).toEqual({ ...first.body, url: null });
    expect(await count('verdicts')).toBe(3);
    const { body } = await call('GET', `/runs/${scores.run_id}/verdict?evidence=true`);
    const { document } = runVerdictSchema.parse(body);
    expect(verifyVerdict(verdictSchema.parse(document))).toEqual([]);
  });
});
