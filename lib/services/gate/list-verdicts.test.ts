import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { verdictsQuerySchema, type RunOrigin } from '#lib/contracts/verdicts.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { RUN_TABLES } from '#lib/testing/run-tables.ts';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';
import { testConfig } from '#lib/testing/test-config.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { testGateTools } from '#lib/testing/test-gate.ts';
import { promoteRun } from '../runs/promote-run.ts';
import { storeRun } from '../runs/store-run.ts';
import { judgeRun } from './judge-run.ts';
import { listBaselines } from './list-baselines.ts';
import { listVerdicts } from './list-verdicts.ts';

const ada = { kind: 'user', id: 'ada', name: 'Ada', role: 'admin', scopes: ['admin'] } as const;

describe.each(testDatabaseKinds())('lists of the gate on %s', (kind) => {
  let db: TestDatabase;
  let nowMs = NOON_MS;
  const ids = createIdSource();
  const context = () => ({
    pool: db.pool,
    clock: { nowMs: () => (nowMs += 1), elapsedMs: () => 0 },
    newId: ids,
    sha256Hex,
    config: testConfig('http://127.0.0.1:9'),
    gate: testGateTools(),
  });
  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(() => emptyTables(db, ...RUN_TABLES, 'api_keys', 'users'));
  afterAll(() => db.close());

  async function run(shift = 0, model = 'gpt-4.1-mini'): Promise<string> {
    const scores = syntheticScores({ runId: ids(NOON_MS), shift, model });
    await storeRun(context(), scores, { source: 'upload', createdBy: 'ada' });
    return scores.run_id;
  }
  async function judged(id: string, origin: RunOrigin = {}): Promise<string> {
    const made = await judgeRun(context(), id, { origin, createdBy: 'ci', actorId: null, occasion: null });
    if (!made) throw new Error('no such run');
    return made.verdictId;
  }
  const list = (query: Record<string, string> = {}) =>
    listVerdicts(context(), verdictsQuerySchema.parse(query));

  it('verdicts come newest first, in pages', async () => {
    const id = await run();
    const made: string[] = [];
    for (let i = 0; i < 5; i += 1) made.unshift(await judged(id));
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await list({ limit: '2', ...(cursor === null ? {} : { cursor }) });
      found.push(...(page?.items.map((item) => item.id) ?? []));
      cursor = page?.next_cursor ?? null;
    } while (cursor !== null);
    expect(found).toEqual(made);
    expect(await list({ cursor: 'x' })).toBeNull();
    expect(await list({ cursor: "' OR 1=1" })).toBeNull();
  });

  it('verdicts are found by what is known of them', async () => {
    const baseline = await run(0.95, 'old');
    await promoteRun(context(), ada, baseline);
    const [worse, same] = [await run(-0.2, 'new'), await run(0.95)];
    const one = await judged(worse, { branch: 'main', repository: 'acme/a', pull_request: 7 });
    const two = await judged(same, { branch: 'main', repository: 'acme/b', pull_request: 8 });
    const found = async (query: Record<string, string>) => (await list(query))?.items.map(({ id }) => id);
    expect(await found({ branch: 'main' })).toEqual([two, one]);
    expect(await found({ branch: 'main', repository: 'acme/a' })).toEqual([one]);
    expect(await found({ pull_request: '8' })).toEqual([two]);
    expect(await found({ verdict: 'fail' })).toEqual([one]);
    expect(await found({ run_id: same })).toEqual([two]);
    expect(await found({ branch: 'x\0' })).toEqual([]);
    expect((await list({ run_id: worse }))?.items).toMatchObject([
      {
        ...{
          run_id: worse,
          model: 'new',
          prompt_version: 'support@1',
          is_simulated: false,
          created_by: 'ci',
        },
        ...{ baseline_run_id: baseline, baseline_model: 'old', verdict: 'fail', exit_code: 1 },
        ...{ repository: 'acme/a', commit: null, branch: 'main', pull_request: 7 },
        overall_delta: expect.closeTo(-0.7, 0.5) as number,
      },
    ]);
  });

  it('baselines tell who promoted which run when, and which of them counts', async () => {
    const keyId = ids(NOON_MS);
    await db.prisma.apiKey.create({
      data: {
        id: keyId,
        name: 'ci of acme',
        prefix: 'lrg_',
        keyHash: 'h',
        scopes: ['ci:write'],
        createdBy: 'ada',
      },
    });
    const [first, second] = [await run(), await run(0.1)];
    await promoteRun(context(), ada, first);
    const key = { kind: 'apiKey', id: keyId, name: 'ci of acme', scopes: ['ci:write'] } as const;
    await promoteRun(context(), key, second);
    await promoteRun(context(), ada, first);
    const page = await listBaselines(context(), { limit: 2 });
    expect(page?.items).toMatchObject([
      { is_current: true, promoted_by: 'ada', run: { id: first, is_baseline: true } },
      { is_current: false, promoted_by: 'ci of acme', run: { id: second, is_baseline: false } },
    ]);
    const rest = await listBaselines(context(), { limit: 2, cursor: page?.next_cursor ?? '' });
    expect(rest).toMatchObject({ items: [{ is_current: false, run: { id: first } }], next_cursor: null });
    expect(await listBaselines(context(), { limit: 2, cursor: 'x' })).toBeNull();
  });
});
