import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { overviewScoresSchema } from '#lib/contracts/overview-scores.ts';
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
import { getOverviewScores } from './get-overview-scores.ts';
import { storeRun } from './runs/store-run.ts';

const newId = createIdSource();
const MINUTE_MS = 60_000;

describe.each(testDatabaseKinds())("the overview's scores on %s", (kind) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(() => emptyTables(db, ...RUN_TABLES));
  afterAll(() => db.close());

  const context = (nowMs = NOON_MS) => ({
    pool: db.pool,
    config: testConfig('http://127.0.0.1:1'),
    clock: { nowMs: () => nowMs, elapsedMs: () => 0 },
    sha256Hex,
  });

  async function add(
    ms: number,
    model: string,
    tags: Record<string, string> = {},
    shift = 0,
  ): Promise<string> {
    const runId = newId(ms);
    const scores = syntheticScores({ runId, model, tags, shift, examples: 8 });
    const { action } = await storeRun(context(ms), scores, { source: 'upload', createdBy: 'ada' });
    expect(action).toBe('stored');
    return runId;
  }
  const read = async (query = {}) => overviewScoresSchema.parse(await getOverviewScores(context(), query));

  it('are empty without runs, and say when the latest was', async () => {
    expect(await read()).toMatchObject({ runs: 0, points: [], versions: [], latest_ts: null });
    await add(NOON_MS - 1_500 * MINUTE_MS, 'a');
    expect(await read()).toMatchObject({
      runs: 0,
      latest_ts: new Date(NOON_MS - 1_500 * MINUTE_MS).toISOString(),
    });
  });

  it('come in time, with categories, intervals, bumps and the baseline', async () => {
    const first = await add(NOON_MS - 30 * MINUTE_MS, 'a');
    const second = await add(NOON_MS - 20 * MINUTE_MS, 'a', { branch: 'main' });
    const third = await add(NOON_MS - 10 * MINUTE_MS, 'b', {}, -0.1);
    await db.pool.query(
      'INSERT INTO run_promotions (id, run_id, promoted_at, promoted_by) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [newId(NOON_MS), second, new Date(NOON_MS), 'ada'],
    );
    const { points, versions, categories, thresholds } = await read();
    expect(points.map(({ run_id, bump, is_baseline }) => [run_id, bump, is_baseline])).toEqual([
      [first, null, false],
      [second, null, true],
      [third, 'model', false],
    ]);
    expect(categories).toEqual(['facts', 'tone']);
    expect(thresholds).toEqual({ overall: 0.8, per_category_min: 0.72, regression_alert_delta: 0.05 });
    for (const point of points) {
      expect(Object.keys(point.categories)).toEqual(['facts', 'tone']);
      expect(point.interval?.low).toBeLessThan(point.overall);
      expect(point.interval?.high).toBeGreaterThan(point.overall);
      const middle = ((point.interval?.low ?? 0) + (point.interval?.high ?? 0)) / 2;
      expect(middle).toBeCloseTo(point.overall, 9);
    }
    expect(versions.map(({ model, runs, run_id }) => [model, runs, run_id])).toEqual([
      ['a', 2, second],
      ['b', 1, third],
    ]);
  });

  it('can be of one environment', async () => {
    const staged = await add(NOON_MS - 30 * MINUTE_MS, 'a');
    await db.pool.query(`UPDATE runs SET tags = '{"env": "staging"}' WHERE id = $1`, [staged]);
    await add(NOON_MS - 20 * MINUTE_MS, 'b');
    expect((await read({ env: 'staging' })).points.map(({ model }) => model)).toEqual(['a']);
    expect((await read({ env: "x' OR true --" })).points).toEqual([]);
  });

  it('are thinned out, and keep bumps, the baseline and the latest', async () => {
    const id = await add(NOON_MS - 2, 'a');
    const columns = `source, state, model, is_simulated, prompt_version, repeats, examples, quality, reasons, overall,
      params, tags, metrics, canaries, created_by`;
    await db.pool.query(
      `INSERT INTO runs (id, created_at, ${columns})
       SELECT gen_random_uuid(), $2::timestamptz - n * interval '10 seconds', ${columns.replace(' model,', " CASE n % 500 WHEN 250 THEN 'b' ELSE 'a' END,")}
       FROM runs, generate_series(1, 5000) AS n WHERE runs.id = $1`,
      [id, new Date(NOON_MS - 1_000)],
    );
    const { runs, points, versions } = await read();
    expect(runs).toBe(5_001);
    expect(points.length).toBeGreaterThan(190);
    expect(points.length).toBeLessThanOrEqual(250);
    expect(points.at(-1)?.run_id).toBe(id);
    expect(points.filter(({ bump }) => bump !== null)).toHaveLength(20);
    expect(versions.map(({ model, runs: n }) => [model, n])).toEqual([
      ['b', 10],
      ['a', 4_991],
    ]);
  });
});
