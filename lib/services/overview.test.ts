import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { jobsSchema } from '#lib/contracts/jobs.ts';
import { overviewSchema } from '#lib/contracts/overview.ts';
import { createIdSource } from '#lib/adapters/crypto/digest.ts';
import { Journal } from '#lib/adapters/journal/journal.ts';
import type { ExchangeStatus } from '#lib/domain/exchange/chat-log-row.ts';
import { meanInterval } from '#lib/domain/stats/mean-interval.ts';
import { chatLogRow, linesOf, NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { createFakeJobQueue, type FakeJobQueue } from '#lib/testing/fake-job-queue.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { startTestModels } from '#lib/testing/test-models.ts';
import { KillSwitches } from './gateway/kill-switches.ts';
import { Ledger } from './gateway/ledger.ts';
import { readRouterState } from './gateway/read-router-state.ts';
import { Router } from './gateway/router.ts';
import { getJobs } from './get-jobs.ts';
import { getOverview } from './get-overview.ts';
import { getReadiness } from './get-readiness.ts';
import { getShadowSeries } from './get-shadow-series.ts';
import { auditRollups } from './rollups/audit-rollups.ts';
import { updateRollups } from './rollups/update-rollups.ts';
import { storeChatLogs } from './store-chat-logs.ts';
import { storeDeadLetter } from './store-dead-letter.ts';

const newId = createIdSource();
const TABLES = [
  ...['chat_logs', 'shadow_evals', 'dead_letters'],
  ...['rollup_marks', 'rollup_values', 'rollup_state', 'traffic_rollups', 'traffic_totals', 'shadow_rollups'],
];
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const iso = (ms: number) => new Date(ms).toISOString();

describe.each(testDatabaseKinds())('on %s', (kind) => {
  let db: TestDatabase;
  let jobs: FakeJobQueue;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    jobs = await createFakeJobQueue(db.pool);
  });
  beforeEach(() => emptyTables(db, ...TABLES));
  afterAll(() => db.close());

  async function context() {
    const models = await startTestModels();
    const clock = { nowMs: () => NOON_MS, elapsedMs: () => 0 };
    const router = { current: { productionModel: 'prod' } };
    return { ...models, pool: db.pool, prisma: db.prisma, jobs, clock, router, ledger: new Ledger() };
  }

  async function addEvals(
    items: readonly { ms: number; prod: number | null; shadow: number | null; model?: string }[],
  ) {
    await db.prisma.shadowEval.createMany({
      data: items.map(({ ms, prod, shadow, model }) => ({
        id: newId(ms),
        ts: new Date(ms),
        chatLogId: newId(ms),
        promptHash: 1n,
        prodModel: 'prod',
        shadowModel: model ?? 'candidate',
        prodScore: prod,
        shadowScore: shadow,
        delta: prod === null || shadow === null ? null : shadow - prod,
        status: prod === null || shadow === null ? 'missing' : 'scored',
        judgeModel: 'judge',
        rubricVersion: 'shadow@0f3a9c77',
        evaluatedAt: new Date(ms),
      })),
    });
  }

  describe('the overview', () => {
    it('is of the last day, and empty without traffic', async () => {
      const overview = overviewSchema.parse(await getOverview(await context(), {}));
      expect(overview).toMatchObject({
        from: iso(NOON_MS - DAY_MS),
        to: iso(NOON_MS),
        is_simulating: false,
        current_model: 'prod',
        candidate_model: 'candidate',
        judge_model: 'judge',
        shadow_percentage: 5,
        requests: { total: 0, ok: 0, error: 0, timeout: 0, aborted: 0, sampled: 0 },
        shadow: { scored: 0, missing: 0, delta_mean: null, delta_interval: null },
      });
    });

    it('counts the exchanges of its time by their status', async () => {
      const ctx = await context();
      const row = (status: ExchangeStatus, ms: number, isSampled = false) =>
        chatLogRow({ status, is_sampled: isSampled }, ms);
      const rows = [
        row('ok', NOON_MS, true),
        row('ok', NOON_MS - DAY_MS),
        row('ok', NOON_MS - 1, true),
        row('error', NOON_MS - 2),
        row('timeout', NOON_MS - 3),
        row('aborted', NOON_MS - 4),
        row('aborted', NOON_MS - 5),
        row('ok', NOON_MS - DAY_MS - 1, true),
        row('error', NOON_MS + 1),
      ];
      await storeChatLogs(ctx, linesOf(rows));
      await updateRollups(ctx);
      expect((await getOverview(ctx, {})).requests).toEqual({
        total: 7,
        ok: 3,
        error: 1,
        timeout: 1,
        aborted: 2,
        sampled: 2,
      });
      const [from, to] = [iso(NOON_MS - 4), iso(NOON_MS - 3)];
      expect((await getOverview(ctx, { from, to })).requests).toMatchObject({
        total: 2,
        timeout: 1,
        aborted: 1,
      });
    });

    it('compares what the current candidate and production have scored, where both have', async () => {
      await addEvals([
        { ms: NOON_MS - 1, prod: 0.8, shadow: 0.6 },
        { ms: NOON_MS - 2, prod: 0.6, shadow: 0.6 },
        { ms: NOON_MS - 3, prod: 1, shadow: 0.6 },
        { ms: NOON_MS - 4, prod: 0, shadow: null },
        { ms: NOON_MS - 5, prod: 1, shadow: 0, model: 'earlier candidate' },
        { ms: NOON_MS - DAY_MS - 1, prod: 1, shadow: 0 },
      ]);
      await auditRollups(await context());
      await updateRollups(await context());
      const { shadow } = await getOverview(await context(), {});
      expect(shadow).toMatchObject({ scored: 3, missing: 1 });
      expect(shadow.prod_score_mean).toBeCloseTo(0.8, 12);
      expect(shadow.shadow_score_mean).toBeCloseTo(0.6, 12);
      expect(shadow.delta_mean).toBeCloseTo(-0.2, 12);
      const expected = meanInterval(-0.2, 0.2, 3);
      expect(shadow.delta_interval?.low).toBeCloseTo(expected?.low ?? Number.NaN, 9);
      expect(shadow.delta_interval?.high).toBeCloseTo(expected?.high ?? Number.NaN, 9);
    });
  });

  describe('the series', () => {
    it('has rolling means of the last 20, in order, of the current candidate alone', async () => {
      const prodOf = (i: number) => (i % 5) / 5;
      const items = Array.from({ length: 30 }, (_, i) => ({
        ms: NOON_MS - 30 + i,
        prod: prodOf(i),
        shadow: 0.5,
      }));
      await addEvals([
        ...items,
        { ms: NOON_MS - 1, prod: null, shadow: 1 },
        { ms: NOON_MS - 1, prod: 1, shadow: 1, model: 'earlier candidate' },
      ]);
      const series = await getShadowSeries(await context(), {});
      expect(series.window_size).toBe(20);
      expect(series.items.map(({ ts }) => ts)).toEqual(items.map(({ ms }) => iso(ms)));
      expect(series.items.map(({ n }) => n)).toEqual(items.map((_, i) => Math.min(i + 1, 20)));
      for (const [i, item] of series.items.entries()) {
        const window = items.slice(Math.max(0, i - 19), i + 1);
        const mean = window.reduce((sum, { prod }) => sum + prod, 0) / window.length;
        expect(item.prod_mean).toBeCloseTo(mean, 9);
        expect(item.shadow_mean).toBeCloseTo(0.5, 9);
      }
    });

    it('is thinned out to 300 points at most, and always ends with the latest', async () => {
      const items = Array.from({ length: 1_001 }, (_, i) => ({
        ms: NOON_MS - 1_001 + i,
        prod: 1,
        shadow: 1,
      }));
      await addEvals(items);
      const { items: points } = await getShadowSeries(await context(), {});
      expect(points.length).toBeLessThanOrEqual(300);
      expect(points.length).toBeGreaterThan(150);
      expect(points.at(-1)?.ts).toBe(iso(NOON_MS - 1));
    });
  });

  it('jobs: dead letters are noted once, and the latest are shown', async () => {
    const ctx = await context();
    const letter = (n: number) => ({
      jobId: `job-${n}`,
      name: 'shadow_eval',
      data: { chat_log_id: `log-${n}` },
      reason: `reason ${n}`,
      attempts: 6,
    });
    await storeDeadLetter(ctx, letter(1));
    await storeDeadLetter(
      { ...ctx, clock: { ...ctx.clock, nowMs: () => NOON_MS + 1 } },
      { ...letter(1), reason: 'x' },
    );
    await storeDeadLetter({ ...ctx, clock: { ...ctx.clock, nowMs: () => NOON_MS + 2 } }, letter(2));
    const shown = jobsSchema.parse(await getJobs(ctx));
    expect(shown.counts.dead_lettered).toBe(2);
    expect(shown.dead_letters).toMatchObject([
      { job_id: 'job-2', chat_log_id: 'log-2' },
      { job_id: 'job-1', reason: 'reason 1', failed_at: iso(NOON_MS), attempts: 6 },
    ]);
  });

  it('readiness: the ledger, and whether the database answers', async () => {
    const ctx = await context();
    ctx.ledger.answered = 3;
    ctx.ledger.lost = 1;
    const dir = mkdtempSync(join(tmpdir(), 'lrg-overview-'));
    const journal = new Journal({ dir, onError: () => undefined });
    onTestFinished(async () => {
      await journal.close();
      rmSync(dir, { recursive: true });
    });
    await journal.append('x'.repeat(41));
    const names = { configuredModel: 'prod', listed: [] };
    const kills = new KillSwitches({ read: () => Promise.resolve({}), write: () => Promise.resolve() });
    const read = () => readRouterState(db.pool, null);
    const router = new Router({ names, kills, read, elapsedMs: () => 0 });
    await router.poll();
    expect(await getReadiness({ ...ctx, journal, router })).toEqual({
      status: 'ready',
      database: 'up',
      ledger: {
        answered: 3,
        journaled: 0,
        stored: 0,
        duplicates: 0,
        rejected: 0,
        lost: 1,
        journal_backlog_bytes: 42,
      },
      budget: { is_shadow_stopped: false, is_judge_stopped: false },
      router: {
        production_model: 'prod',
        rollout_id: null,
        canary_percentage: 0,
        is_shadow_killed: false,
        is_canary_killed: false,
        version: 1,
        age_ms: 0,
      },
    });
    const away = new Proxy(db.pool, { get: () => () => Promise.reject(new Error('away')) });
    expect(await getReadiness({ ...ctx, journal, router, pool: away })).toMatchObject({
      status: 'degraded',
      database: 'down',
      ledger: { answered: 3 },
    });
    const budgets = { ...ctx.config.budgets, monthly_usd: { ...ctx.config.budgets.monthly_usd, shadow: 0 } };
    const config = { ...ctx.config, budgets };
    expect(await getReadiness({ ...ctx, journal, router, config })).toMatchObject({
      budget: { is_shadow_stopped: true, is_judge_stopped: false },
    });
    expect(await getReadiness({ ...ctx, config: { ...config }, journal, router, pool: away })).toMatchObject({
      budget: { is_shadow_stopped: null },
    });
  });
});
