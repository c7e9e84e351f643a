import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { costsSchema } from '#lib/contracts/costs.ts';
import { chatLogRow, linesOf, NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { createFakeJobQueue, type FakeJobQueue } from '#lib/testing/fake-job-queue.ts';
import { RUN_TABLES } from '#lib/testing/run-tables.ts';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';
import type { ConfigChanges } from '#lib/testing/test-config.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { startTestModels } from '#lib/testing/test-models.ts';
import { Ledger } from '../gateway/ledger.ts';
import { inTransaction } from '../in-transaction.ts';
import { auditRollups } from '../rollups/audit-rollups.ts';
import { updateRollups } from '../rollups/update-rollups.ts';
import { storeRun } from '../runs/store-run.ts';
import { storeChatLogs } from '../store-chat-logs.ts';
import { withinBudget } from './budgeted-jobs.ts';
import { getCosts } from './get-costs.ts';
import { isJudgeStopped, shadowStop } from './shadow-budget.ts';

const newId = createIdSource();
const HOUR_MS = 3_600_000;
const TABLES = [
  ...['chat_logs', 'shadow_evals', 'rollup_marks', 'rollup_values', 'rollup_state'],
  ...['traffic_rollups', 'traffic_totals', 'shadow_rollups', 'evaluation_rollups', ...RUN_TABLES],
];

describe.each(testDatabaseKinds())('costs on %s', (kind) => {
  let db: TestDatabase;
  let jobs: FakeJobQueue;
  beforeAll(async () => {
    db = await openTestDatabase(kind);
    jobs = await createFakeJobQueue(db.pool);
  });
  beforeEach(() => emptyTables(db, ...TABLES));
  afterAll(() => db.close());

  async function context(changes: ConfigChanges = {}, nowMs = NOON_MS) {
    const models = await startTestModels(changes);
    const clock = { nowMs: () => nowMs, elapsedMs: () => 0 };
    return { ...models, pool: db.pool, jobs, clock, ledger: new Ledger(), sha256Hex };
  }
  const budgets = (
    shadow: number | null,
    judge: number | null,
    period: 'daily_usd' | 'monthly_usd' = 'monthly_usd',
  ): ConfigChanges => ({
    budgets: { [period]: { production: 100, shadow, judge, ci: null }, warn_share: 0.8 },
  });

  async function spend(shadowCostUsd: number | null, judgeCostUsd: number | null, ms = NOON_MS - HOUR_MS) {
    await db.prisma.shadowEval.create({
      data: {
        ...{ id: newId(ms), ts: new Date(ms), chatLogId: newId(ms), promptHash: 1n, status: 'scored' },
        ...{ prodModel: 'prod', shadowModel: 'candidate', judgeModel: 'judge', rubricVersion: 'r' },
        ...{ shadowCostUsd, judgeCostUsd, evaluatedAt: new Date(ms) },
      },
    });
    const ctx = await context();
    await auditRollups(ctx);
    await updateRollups(ctx);
  }

  it('are nothing of nothing', async () => {
    const costs = costsSchema.parse(await getCosts(await context(), {}));
    expect(costs.totals.map(({ cost_usd, calls }) => [cost_usd, calls])).toEqual(
      [...Array(4).keys()].map(() => [0, 0]),
    );
    expect(costs).toMatchObject({ series: [], by_model: [], by_use_case: [], shadow_stopped: null });
  });

  it('keep production, candidate, judge and runs apart, and never count unknown as 0', async () => {
    const ctx = await context();
    await storeChatLogs(
      ctx,
      linesOf([
        chatLogRow({ cost_usd: 0.25, use_case: 'search' }, NOON_MS - HOUR_MS),
        chatLogRow({ cost_usd: 0.5 }, NOON_MS - 2 * HOUR_MS),
        chatLogRow({ cost_usd: null, model_version: 'unpriced', use_case: 'search' }, NOON_MS - HOUR_MS),
        chatLogRow({ cost_usd: 99 }, NOON_MS - 25 * HOUR_MS),
      ]),
    );
    await spend(0.125, 0.0625);
    await spend(null, 0.0625);
    await storeRun(ctx, syntheticScores({ runId: newId(NOON_MS), model: 'prod' }), {
      source: 'upload',
      createdBy: 'ada',
    });
    const costs = costsSchema.parse(await getCosts(ctx, {}));
    expect(costs.totals).toEqual([
      { purpose: 'production', cost_usd: 0.75, calls: 3, unknown_calls: 1 },
      { purpose: 'shadow', cost_usd: 0.125, calls: 2, unknown_calls: 1 },
      { purpose: 'judge', cost_usd: 0.125, calls: 2, unknown_calls: 0 },
      { purpose: 'ci', cost_usd: 0.5, calls: 1, unknown_calls: 1 },
    ]);
    expect(costs.by_model).toContainEqual({
      ...{ purpose: 'production', model: 'unpriced', price_source: null },
      ...{ cost_usd: 0, calls: 1, unknown_calls: 1 },
    });
    expect(costs.by_model).toContainEqual({
      ...{ purpose: 'production', model: 'prod', price_source: 'test prices' },
      ...{ cost_usd: 0.75, calls: 2, unknown_calls: 0 },
    });
    expect(costs.by_use_case).toContainEqual({
      ...{ purpose: 'production', use_case: 'search', cost_usd: 0.25, calls: 2, unknown_calls: 1 },
    });
    const inSeries = costs.series.reduce((sum, point) => sum + (point.costs.production ?? 0), 0);
    expect(inSeries).toBeCloseTo(0.75, 12);
    expect(costs.month.budgets[0]).toMatchObject({ spent_usd: 99.75, limit_usd: null, state: 'unlimited' });
    expect(costs.day.budgets[0]).toMatchObject({ spent_usd: 0.75, limit_usd: null, state: 'unlimited' });
    expect([costs.day.from, costs.day.to]).toEqual(['2026-01-15T00:00:00.000Z', '2026-01-16T00:00:00.000Z']);
  });

  it('count a run once, whichever models answered and judged in it', async () => {
    const ctx = await context();
    for (const [model, hour] of [
      ['one', 1],
      ['two', 2],
    ] as const)
      await storeRun(ctx, syntheticScores({ runId: newId(NOON_MS - hour * HOUR_MS), model }), {
        source: 'upload',
        createdBy: 'ada',
      });
    await db.pool.query(
      `UPDATE runs SET judge_cost_usd = 0.25, signature = signature || '{"judge_model": "two"}'`,
    );
    const costs = costsSchema.parse(await getCosts(ctx, {}));
    const ci = { purpose: 'ci', unknown_calls: 0 };
    expect(costs.totals.at(-1)).toEqual({ ...ci, cost_usd: 1.5, calls: 2 });
    expect(costs.by_model.map(({ model, calls, cost_usd: cost }) => [model, calls, cost])).toEqual([
      ['two', 2, 1],
      ['one', 1, 0.5],
    ]);
    expect(costs.day.budgets.at(-1)).toMatchObject({ spent_usd: 1.5, unknown_calls: 0 });
  });

  it.each([
    ['below', 0.2, 0.2, null],
    ['the candidate', 0.125, null, "the candidate's calls"],
    ['the judge', null, 0.0625, 'the judge of traffic'],
  ])('stop shadow traffic at a limit: %s', async (_, shadow, judge, words) => {
    await spend(0.125, 0.0625);
    const ctx = await context(budgets(shadow, judge));
    const reason = await shadowStop(ctx);
    expect((await getCosts(ctx, {})).shadow_stopped).toBe(reason);
    if (words === null) expect(reason).toBeNull();
    else expect(reason).toContain(words);
    const added: unknown[] = [];
    const enqueue = withinBudget((_client, items) => Promise.resolve(void added.push(...items)), ctx);
    const job = { chat_log_id: newId(NOON_MS), candidate_model: 'candidate' };
    await inTransaction(db.pool, (client) => enqueue(client, [job]));
    expect(added).toHaveLength(words === null ? 1 : 0);
  });

  it('stop shadow traffic at a limit of the day until the day is over', async () => {
    await spend(0.125, 0.0625, NOON_MS - 24 * HOUR_MS);
    const ctx = await context(budgets(0.125, null, 'daily_usd'));
    const at = (nowMs: number) => shadowStop({ ...ctx, clock: { nowMs: () => nowMs } });
    expect(await at(NOON_MS)).toBeNull();
    await spend(0.125, 0.0625);
    expect(await at(NOON_MS + 60_000)).toContain('daily budget of $0.125');
    expect(
      (await getCosts({ ...ctx, clock: { nowMs: () => NOON_MS + 60_000, elapsedMs: () => 0 } }, {})).day
        .budgets[1],
    ).toEqual({
      ...{ purpose: 'shadow', limit_usd: 0.125, spent_usd: 0.125, unknown_calls: 0, state: 'reached' },
    });
    const midnight = Date.UTC(2026, 0, 16);
    expect(await at(midnight - 1)).toContain('tomorrow');
    expect(await at(midnight)).toBeNull();
  });

  it.each([
    ['daily_usd', NOON_MS + 12 * HOUR_MS],
    ['monthly_usd', Date.UTC(2026, 1, 1)],
  ] as const)('stop the judge at its limit: %s', async (period, overMs) => {
    await spend(0, 0.5);
    const ctx = await context(budgets(null, 0.5, period));
    const at = (nowMs: number) => isJudgeStopped({ ...ctx, clock: { nowMs: () => nowMs } });
    expect([await at(NOON_MS), await at(overMs - 1), await at(overMs)]).toEqual([true, true, false]);
  });

  it('are looked up again after a minute, and begin anew with the month', async () => {
    const ctx = await context(budgets(0.125, null));
    const at = (nowMs: number) => shadowStop({ ...ctx, clock: { nowMs: () => nowMs } });
    expect(await at(NOON_MS)).toBeNull();
    await spend(0.125, 0);
    expect(await at(NOON_MS + 59_999)).toBeNull();
    expect(await at(NOON_MS + 60_000)).toContain('$0.125');
    expect(await at(Date.UTC(2026, 1, 1))).toBeNull();
  });
});
