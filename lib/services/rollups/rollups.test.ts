import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource } from '#lib/adapters/crypto/digest.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { decodeSketches, sketchQuantile } from '#lib/domain/telemetry/latency-sketch.ts';
import { chatLogRow, linesOf, NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { createFakeJobQueue, type FakeJobQueue } from '#lib/testing/fake-job-queue.ts';
import { testConfig } from '#lib/testing/test-config.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { Ledger } from '../gateway/ledger.ts';
import { storeChatLogs } from '../store-chat-logs.ts';
import { auditRollups } from './audit-rollups.ts';
import { readRollups, type RollupQuery } from './read-rollups.ts';
import { retain } from './retain.ts';
import { OTHER, SHADOW, TRAFFIC } from './rollup-source.ts';
import { updateRollups } from './update-rollups.ts';

const newId = createIdSource();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TABLES = [
  'chat_logs',
  'shadow_evals',
  'rollup_marks',
  'rollup_values',
  'rollup_state',
  'traffic_rollups',
  'traffic_totals',
  'quality_rollups',
  'rule_rollups',
  'feedback_rollups',
  'failure_rollups',
  'shadow_rollups',
];

describe.each(testDatabaseKinds())('rollups on %s', (kind) => {
  let db: TestDatabase;
  let jobs: FakeJobQueue;
  beforeAll(async () => {
    db = await openTestDatabase(kind);
    jobs = await createFakeJobQueue(db.pool);
  });
  beforeEach(() => emptyTables(db, ...TABLES));
  afterAll(() => db.close());

  const context = (telemetry: Parameters<typeof testConfig>[1] = {}, nowMs = NOON_MS) => ({
    pool: db.pool,
    jobs,
    ledger: new Ledger(),
    config: testConfig('http://127.0.0.1:1', telemetry),
    clock: { nowMs: () => nowMs, elapsedMs: () => 0 },
  });

  /** Some traffic over two days, different in every respect. */
  function someRows(): ChatLogRow[] {
    return Array.from({ length: 400 }, (_, i) =>
      chatLogRow(
        {
          model_version: `model-${i % 3}`,
          use_case: i % 4 === 0 ? null : `case-${i % 4}`,
          prompt_version: i % 5 === 0 ? 'v2' : 'v1',
          status: i % 7 === 0 ? 'error' : 'ok',
          latency_ms: 5 + ((i * 7_919) % 4_000),
          input_tokens: i % 6 === 0 ? null : i,
          // Sums of such fractions are exact, in whatever order they are added up.
          cost_usd: i % 6 === 0 ? null : i / 1_024,
          is_sampled: false,
        },
        NOON_MS - ((i * 7_717_003) % (2 * DAY)),
      ),
    );
  }
  const store = (rows: readonly ChatLogRow[]) => storeChatLogs(context(), linesOf(rows));
  const range = (fromMs: number, toMs: number) => ({ from: new Date(fromMs), to: new Date(toMs) });
  const read = (query: RollupQuery) => readRollups(context(), TRAFFIC, query);

  async function raw(fromMs: number, toMs: number) {
    const { rows } = await db.pool.query<Record<string, string | number>>(
      `SELECT model_version AS model, count(*)::int AS requests, coalesce(sum(cost_usd), 0)::float8 AS cost_usd,
              count(*) FILTER (WHERE cost_usd IS NULL)::int AS cost_unknown,
              coalesce(sum(input_tokens), 0)::int AS input_tokens, sum(latency_ms)::float8 AS latency_sum_ms
       FROM chat_logs WHERE created_at >= $1 AND created_at <= $2 GROUP BY 1 ORDER BY 1`,
      [new Date(fromMs), new Date(toMs)],
    );
    return rows;
  }

  async function expectAgreement(fromMs: number, toMs: number) {
    const found = await read({ range: range(fromMs, toMs), groupBy: ['model'] });
    const expected = await raw(fromMs, toMs);
    expect(found.map(({ groups }) => groups.model)).toEqual(expected.map(({ model }) => model));
    expected.forEach(({ model: _, ...sums }, index) => {
      for (const [name, value] of Object.entries(sums))
        expect(found[index]?.sums[name]).toBeCloseTo(Number(value), 6);
    });
  }

  it('agree with raw rows over any stretch, before and after they are computed', async () => {
    await store(someRows());
    await updateRollups(context());
    expect((await db.pool.query('SELECT 1 FROM rollup_marks')).rows).toEqual([]);
    await expectAgreement(NOON_MS - 2 * DAY, NOON_MS);
    await expectAgreement(NOON_MS - 31.5 * HOUR - 1_234, NOON_MS - 77_777);
    await expectAgreement(NOON_MS - 10 * MINUTE - 1, NOON_MS);
    // Rows that were stored just now, and aren't in rollups.
    await store([chatLogRow({ model_version: 'model-0' }, NOON_MS - 90_000), chatLogRow({}, NOON_MS)]);
    await expectAgreement(NOON_MS - DAY, NOON_MS);
  });

  it('take late rows in, and are the same however often they are computed', async () => {
    const rows = someRows();
    await store(rows.slice(0, 350));
    await updateRollups(context());
    await store(rows.slice(350));
    await updateRollups(context());
    const dump = async (): Promise<{ rows: unknown[] }> =>
      db.pool.query('SELECT * FROM traffic_rollups ORDER BY resolution, bucket, model, 4, 5, 7');
    const first = (await dump()).rows;
    await expectAgreement(NOON_MS - 2 * DAY, NOON_MS);
    await db.pool.query(
      `INSERT INTO rollup_marks (source, from_ts, to_ts) SELECT 'traffic', bucket, bucket + interval '1 hour'
       FROM (SELECT DISTINCT bucket FROM traffic_rollups WHERE resolution = 'hour') hours`,
    );
    await updateRollups(context());
    expect((await dump()).rows).toEqual(first);
  });

  it('change nothing when they are cut off, and begin again with the same marks', async () => {
    await store(someRows());
    const ctx = context();
    const broken = { ...ctx, config: { ...ctx.config, telemetry: { ...ctx.config.telemetry } } };
    await db.pool.query("ALTER TABLE traffic_rollups ADD CONSTRAINT no_hours CHECK (resolution <> 'hour')");
    const marks = async (): Promise<unknown[]> =>
      (await db.pool.query<{ id: string }>('SELECT id FROM rollup_marks ORDER BY id')).rows;
    const before = await marks();
    await expect(updateRollups(broken)).rejects.toThrow('no_hours');
    await db.pool.query('ALTER TABLE traffic_rollups DROP CONSTRAINT no_hours');
    expect(await marks()).toEqual(before);
    expect((await db.pool.query('SELECT 1 FROM traffic_rollups')).rows).toEqual([]);
    await updateRollups(ctx);
    await expectAgreement(NOON_MS - 2 * DAY, NOON_MS);
  });

  it('are done once an hour at most, however fast rows come in', async () => {
    await store([chatLogRow({}, NOON_MS), chatLogRow({}, NOON_MS - 2 * HOUR)]);
    const ctx = context();
    let transactions = 0;
    const busy = {
      ...ctx,
      pool: Object.assign(Object.create(db.pool) as typeof db.pool, {
        connect: async () => {
          transactions += 1;
          await store([chatLogRow({}, NOON_MS)]);
          return db.pool.connect();
        },
      }),
    };
    expect(await updateRollups(busy)).toBe(2);
    const left = await db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM rollup_marks');
    expect(left.rows[0]?.n).toBe(transactions - 1);
    await expectAgreement(NOON_MS - DAY, NOON_MS);
  });

  it('give series of whole buckets, and quantiles within 1%', async () => {
    const rows = someRows();
    await store(rows);
    await updateRollups(context());
    const step = { resolution: 'hour', stepMs: 6 * HOUR } as const;
    const series = await read({ range: range(NOON_MS - DAY, NOON_MS), step, withSketches: true });
    expect(series.every(({ bucketMs }) => (bucketMs ?? 1) % step.stepMs === 0)).toBe(true);
    for (const { bucketMs, sums, sketch } of series) {
      const inside = rows
        .filter((row) => {
          const at = Date.parse(row.created_at);
          return at >= (bucketMs ?? 0) && at < (bucketMs ?? 0) + step.stepMs;
        })
        .map((row) => row.latency_ms)
        .sort((a, b) => a - b);
      expect(sums.requests).toBe(inside.length);
      for (const q of [0.5, 0.95]) {
        const exact = inside[Math.floor(q * (inside.length - 1))] ?? NaN;
        expect(Math.abs((sketchQuantile(decodeSketches([sketch]), q) ?? NaN) - exact)).toBeLessThanOrEqual(
          0.0101 * exact,
        );
      }
    }
  });

  it('filter by what rows have in common, an empty text being none', async () => {
    await store(someRows());
    await updateRollups(context());
    const count = async (where: Record<string, string>) =>
      (await read({ range: range(NOON_MS - 2 * DAY, NOON_MS), where }))[0]?.sums.requests;
    const all = someRows();
    expect(await count({ use_case: '' })).toBe(all.filter((row) => row.use_case === null).length);
    expect(await count({ status: 'error', model: 'model-1' })).toBe(
      all.filter((row) => row.status === 'error' && row.model_version === 'model-1').length,
    );
    await expect(read({ range: range(0, 1), where: { 'x; --': 'y' } })).rejects.toThrow('no dimension');
  });

  it('put values beyond the limit together', async () => {
    const telemetry = testConfig('http://127.0.0.1:1').telemetry;
    const ctx = context({ telemetry: { ...telemetry, rollups: { ...telemetry.rollups, max_values: 2 } } });
    const row = (use_case: string) => chatLogRow({ use_case }, NOON_MS - HOUR);
    await store(['a', 'a', 'b', 'b', 'c', 'd'].map(row));
    await updateRollups(ctx);
    await store([row('e')]);
    await updateRollups(ctx);
    const found = await read({ range: range(NOON_MS - DAY, NOON_MS), groupBy: ['use_case'] });
    expect(found.map(({ groups, sums }) => [groups.use_case, sums.requests])).toEqual([
      [OTHER, 3],
      ['a', 2],
      ['b', 2],
    ]);
  });

  it('of rows that were there before, or came by other means, follow from an audit', async () => {
    await store(someRows());
    await emptyTables(db, 'rollup_marks');
    await auditRollups(context());
    await updateRollups(context());
    await expectAgreement(NOON_MS - 2 * DAY, NOON_MS);
    await auditRollups(context());
    expect((await db.pool.query(`SELECT 1 FROM rollup_marks WHERE source = 'traffic'`)).rows).toEqual([]);
  });

  it('outlive the rows that retention takes away, and late ones change nothing', async () => {
    const telemetry = testConfig('http://127.0.0.1:1').telemetry;
    const keepOneDay = context(
      { telemetry: { ...telemetry, retention: { raw_days: 1, minute_days: 1 } } },
      NOON_MS,
    );
    await store(someRows());
    const total = async () => (await read({ range: range(NOON_MS - 2 * DAY, NOON_MS) }))[0]?.sums.requests;
    expect(await retain(keepOneDay)).toBe(0);
    await updateRollups(context());
    const before = await total();
    expect(await retain(keepOneDay)).toBeGreaterThan(100);
    const { rows } = await db.pool.query<{ oldest: Date }>('SELECT min(created_at) AS oldest FROM chat_logs');
    expect(rows[0]?.oldest.getTime()).toBeGreaterThanOrEqual(NOON_MS - 1.5 * DAY);
    expect(await total()).toBe(before);
    await store([chatLogRow({}, NOON_MS - 1.9 * DAY)]);
    await updateRollups(keepOneDay);
    await auditRollups(keepOneDay);
    await updateRollups(keepOneDay);
    expect(await total()).toBe(before);
    expect(await retain(keepOneDay)).toBe(1);
  });

  it('sum up shadow evaluations with use cases, squares, divergences and costs', async () => {
    const ms = NOON_MS - 2 * HOUR;
    const log = chatLogRow({ use_case: 'search' }, ms);
    await store([log]);
    const evaluation = (prod: number | null, shadow: number, similarity: number, cost: number | null) => ({
      id: newId(ms),
      ts: new Date(ms),
      chatLogId: log.id,
      promptHash: 1n,
      prodModel: 'prod',
      shadowModel: 'candidate',
      prodScore: prod,
      shadowScore: shadow,
      delta: prod === null ? null : shadow - prod,
      similarity,
      status: 'scored',
      judgeModel: 'judge',
      rubricVersion: 'r',
      shadowCostUsd: cost,
      judgeCostUsd: 0.5,
      evaluatedAt: new Date(NOON_MS),
    });
    await db.prisma.shadowEval.createMany({
      data: [evaluation(0.5, 1, 0.9, 0.25), evaluation(1, 0.75, 0.1, null), evaluation(null, 1, 0.5, 1)],
    });
    await auditRollups(context());
    await updateRollups(context());
    const query = { range: range(NOON_MS - DAY, NOON_MS), groupBy: ['use_case', 'shadow_model'] };
    const [row] = await readRollups(context(), SHADOW, query);
    expect(row?.groups).toEqual({ use_case: 'search', shadow_model: 'candidate' });
    expect(row?.sums).toMatchObject({
      evaluations: 3,
      scored: 2,
      prod_sum: 1.5,
      shadow_sum: 1.75,
      delta_sum: 0.25,
      delta_squares: 0.3125,
      compared: 3,
      divergences: 1,
      shadow_cost_usd: 1.25,
      shadow_cost_unknown: 1,
      judge_cost_usd: 1.5,
      judge_cost_unknown: 0,
    });
    // Another similarity from which on answers are the same: counted anew.
    const shadow = testConfig('http://127.0.0.1:1').shadow;
    const other = { shadow: { promotion: { ...shadow.promotion, divergence_similarity: 0.6 } } };
    await auditRollups(context(other));
    await updateRollups(context(other));
    expect((await readRollups(context(other), SHADOW, query))[0]?.sums.divergences).toBe(2);
  });
});
