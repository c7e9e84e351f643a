import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { md5Hex, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { evaluationSources } from '#lib/contracts/evaluations.ts';
import { chooseEvaluation, isLabelledTwice, labelPosition } from '#lib/domain/evaluation/decide.ts';
import { timeOfUuid7, uuid7 } from '#lib/domain/ids/uuid7.ts';
import { promptHashOf } from '#lib/domain/sampling/bucket.ts';
import type { Clock } from '#lib/services/gateway/gateway-context.ts';
import { listEvaluations } from '#lib/services/evaluation/list-evaluations.ts';
import { testConfig } from '#lib/testing/test-config.ts';
import { openTestDatabase, testDatabaseKinds, type TestDatabase } from '#lib/testing/test-database.ts';
import { testGateTools } from '#lib/testing/test-gate.ts';
import { insertChatLogs } from './chat-logs.ts';
import { seedHours, seedPlan, type SeedPlan } from './plan.ts';
import { rowsThere, seedScale, type SeedOptions } from './seed-scale.ts';
import { readGolden, seedTexts } from './texts.ts';

const golden = readGolden(resolve(import.meta.dirname, '../../data/eval/golden_dataset.jsonl'));
const UNTIL_MS = Date.UTC(2026, 9, 1);
const plan: SeedPlan = { seed: 7, chatLogs: 1_500, runs: 3, days: 2, untilMs: UNTIL_MS };

describe('the plan', () => {
  it('shares out every exchange, once, in the order of time', () => {
    const hours = seedHours(seedPlan(0.01, 3, UNTIL_MS));
    expect(hours).toHaveLength(90 * 24);
    let next = 0;
    for (const hour of hours) {
      expect(hour.first).toBe(next);
      next += hour.count;
    }
    expect(next).toBe(100_000);
    expect(hours.some(({ failureShare }) => failureShare > 0.1)).toBe(true);
  });
});

describe.each(testDatabaseKinds())('seeding %s', (kind) => {
  let db: TestDatabase;
  let counts: Awaited<ReturnType<typeof seed>>;
  const lines: string[] = [];

  const options = (): SeedOptions => ({
    plan,
    golden,
    models: ['a', 'b', 'c', 'd'].map((label) => ({
      ...{ label, upstream: 'fake', msPerToken: 9, priceSource: label === 'd' ? null : 'test' },
      ...(label === 'd'
        ? { input: null, cachedInput: null, output: null }
        : { input: 2, cachedInput: 1, output: 8 }),
    })),
    judging: {
      ...{ candidate: 'candidate', earlierCandidate: 'earlier', judge: 'judge', rubricVersion: 'shadow@1' },
      criteria: ['factual_accuracy', 'safety'].map((id) => ({ id, weight: 1 })),
    },
    evaluating: {
      ...{ heuristics: 'rules', judge: 'judge rubric@1', judgeModel: 'judge', rubricVersion: 'rubric@1' },
      criteria: ['factual_accuracy', 'safety'].map((id) => ({ id, weight: 1 })),
      ...{ samplePercentage: 60, judgePercentage: 40, doublePercentage: 20 },
    },
    connections: 1,
    candidateDays: 1,
    onProgress: (text) => void lines.push(text),
  });
  function seed(database: TestDatabase) {
    let drawn = 0;
    return seedScale(
      {
        pool: database.pool,
        config: testConfig('http://127.0.0.1:9'),
        sha256Hex,
        clock: { nowMs: () => UNTIL_MS, elapsedMs: () => 0 },
        newId: (nowMs) =>
          uuid7(
            nowMs,
            createHash('sha256')
              .update(String((drawn += 1)))
              .digest(),
          ),
        gate: testGateTools(),
      },
      options(),
    );
  }
  const ask = async (sql: string) => (await db.pool.query<Record<string, unknown>>(sql)).rows;
  const indexes = () => ask(`SELECT indexname FROM pg_indexes WHERE tablename = 'chat_logs' ORDER BY 1`);
  let indexesBefore: unknown;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    indexesBefore = await indexes();
    await db.pool.query(
      `INSERT INTO shadow_processes (shadow_model, judge_model, rubric_version, settings, created_at, updated_at, until_ts,
         evaluations, backlog, state)
       VALUES ('candidate', 'judge', 'shadow@1', '[]', now(), now(), now(), 0, 0, '{}')`,
    );
    counts = await seed(db);
  }, 120_000);
  afterAll(() => db.close());

  it('stores what it says, marks every row, and leaves the indexes as they were', async () => {
    expect(counts).toMatchObject({ chatLogs: 1_500, runs: 3, verdicts: 3, promotions: 1 });
    expect(counts.shadowEvals).toBeGreaterThan(100);
    expect(
      await ask(`SELECT count(*)::int AS n FROM chat_logs WHERE metadata = '{"seeded": true, "seed": 7}'`),
    ).toEqual([{ n: 1_500 }]);
    expect(await ask(`SELECT count(*)::int AS n FROM runs WHERE tags ->> 'seeded' = 'true'`)).toEqual([
      { n: 3 },
    ]);
    expect(await indexes()).toEqual(indexesBefore);
    expect(await rowsThere(db.pool)).toEqual([
      'chat_logs',
      'shadow_evals',
      'runs',
      'feedback',
      'evaluations',
      'traffic_rollups',
    ]);
    expect(lines.some((line) => line.startsWith('day 2 of 2: 1,500 chat logs'))).toBe(true);
  });

  it('lets decisions on candidates begin anew, with the past that they now have', async () => {
    expect(await ask('SELECT * FROM shadow_processes')).toEqual([]);
  });

  it('stores what the product itself would: times in ids, hashes, buckets, sampling, costs', async () => {
    const rows = await ask('SELECT * FROM chat_logs ORDER BY created_at LIMIT 200');
    for (const row of rows) {
      expect(timeOfUuid7(row.id as string)).toEqual(row.created_at);
      expect(row.prompt_hash).toBe(promptHashOf(row.prompt as string, md5Hex).toString());
      const bucket = Number.parseInt(md5Hex(`shadow:${row.prompt as string}`).slice(0, 8), 16) % 10_000;
      expect(row.shadow_bucket).toBe(bucket);
      if (row.status !== 'ok')
        expect(row).toMatchObject({ response: null, cost_usd: null, is_sampled: false });
      if (row.model_version === 'd') expect(row.cost_usd).toBeNull();
      expect(row.latency_ms as number).toBeGreaterThan(0);
    }
    const [orphans] = await ask(
      `SELECT count(*)::int AS n FROM shadow_evals e LEFT JOIN chat_logs c ON c.created_at = e.ts AND c.id = e.chat_log_id
       WHERE c.id IS NULL OR NOT c.is_sampled`,
    );
    expect(orphans).toEqual({ n: 0 });
  });

  it('stores evaluations that the product would have made, in the form that it reads', async () => {
    const rows = await ask(
      `SELECT c.id, (SELECT array_agg(e.source ORDER BY e.source) FROM evaluations e
                     WHERE e.chat_created_at = c.created_at AND e.chat_id = c.id AND e.source <> 'human') AS sources,
              q.position::text, q.wanted
       FROM chat_logs c LEFT JOIN label_queue q ON q.chat_created_at = c.created_at AND q.chat_id = c.id
       WHERE c.status = 'ok'`,
    );
    const shares = { samplePercentage: 60, judgePercentage: 40, rolloutQualityPercentage: 0 };
    const expected = { none: null, heuristics: ['heuristics'], judge: ['heuristics', 'judge'] };
    for (const { id, sources, position, wanted } of rows) {
      const chat = String(id);
      expect(sources).toEqual(expected[chooseEvaluation({ id: chat, isOfRollout: false }, shares, md5Hex)]);
      if (position === null) continue;
      expect(position).toBe(labelPosition(chat, md5Hex).toString());
      expect(wanted).toBe(isLabelledTwice(chat, 20, md5Hex) ? 2 : 1);
    }
    const ctx = { pool: db.pool, clock: { nowMs: () => UNTIL_MS } as Clock };
    for (const source of evaluationSources) {
      const page = await listEvaluations(ctx, { source, limit: 100, from: new Date(0).toISOString() });
      expect(page?.items.length).toBeGreaterThan(0);
    }
    const [labels] = await ask(
      `SELECT (SELECT sum(labels)::int FROM label_queue) AS queued, count(*)::int AS given FROM evaluations WHERE source = 'human'`,
    );
    expect(labels).toEqual({ queued: counts.labels, given: counts.labels });
  });

  it('has rollups that agree with the rows', async () => {
    const [raw] = await ask('SELECT count(*)::int AS n, sum(cost_usd)::float8 AS cost FROM chat_logs');
    for (const table of [
      `traffic_rollups WHERE resolution = 'day'`,
      `traffic_totals WHERE resolution = 'day' AND dimension = 'model'`,
    ]) {
      const [rolled] = await ask(
        `SELECT sum(requests)::int AS n, sum(cost_usd)::float8 AS cost FROM ${table}`,
      );
      expect(rolled?.n).toBe(raw?.n);
      expect(rolled?.cost).toBeCloseTo(Number(raw?.cost), 9);
    }
    const [scored] = await ask(`SELECT sum(scored)::int AS n FROM quality_rollups WHERE resolution = 'hour'`);
    const answers = `SELECT count(*)::int AS n FROM (
      SELECT chat_log_id FROM shadow_evals WHERE prod_score IS NOT NULL
      UNION SELECT chat_id FROM evaluations WHERE source = 'judge' AND score IS NOT NULL) answers`;
    expect(scored).toEqual((await ask(answers))[0]);
  });

  it('makes the same rows again', async () => {
    const digest = `SELECT md5(string_agg(c::text, '' ORDER BY c.id)) AS digest FROM chat_logs c`;
    const [first] = await ask(digest);
    await db.pool.query('TRUNCATE chat_logs');
    const startMs = UNTIL_MS - plan.days * 86_400_000;
    const material = { plan, texts: seedTexts(golden), models: options().models, startMs };
    expect(await insertChatLogs(db.pool, material, seedHours(plan))).toBe(1_500);
    expect((await ask(digest))[0]).toEqual(first);
  });
});
