import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { chatLogRow, NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { testConfig } from '#lib/testing/test-config.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { storeTraffic } from '#lib/testing/traffic-rows.ts';
import { storeFeedback } from '../feedback/store-feedback.ts';
import { summariseFeedback } from '../feedback/summarise-feedback.ts';
import { listFailurePatterns } from '../traffic/list-failure-patterns.ts';
import { auditRollups } from './audit-rollups.ts';
import { readRollups } from './read-rollups.ts';
import { FAILURE, FEEDBACK } from './rollup-source.ts';
import { updateRollups } from './update-rollups.ts';

const HOUR_MS = 3_600_000;
const TABLES = [
  ...['chat_logs', 'feedback', 'rollup_marks', 'rollup_values', 'rollup_state'],
  ...['traffic_rollups', 'traffic_totals', 'feedback_rollups', 'failure_rollups'],
];

/** Rollups of what belongs to exchanges, but comes at other times, or from the same rows. */
describe.each(testDatabaseKinds())('rollups that follow traffic on %s', (kind) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(() => emptyTables(db, ...TABLES));
  afterAll(() => db.close());

  const ctx = (changes: Parameters<typeof testConfig>[1] = {}) => ({
    pool: db.pool,
    config: testConfig('http://127.0.0.1:1/v1', changes),
    clock: { nowMs: () => NOON_MS, elapsedMs: () => 0 },
    privacy: null,
  });
  const range = { from: new Date(NOON_MS - 24 * HOUR_MS), to: new Date(NOON_MS) };
  const rate = (row: ChatLogRow, rating: 'up' | 'down', user_id: string) =>
    storeFeedback(ctx(), { chat_id: row.id, rating, user_id });
  const summary = async () => {
    const { rated, up, down } = await summariseFeedback(ctx(), {});
    return { rated, up, down };
  };
  const failed = (error: string, hoursAgo: number, more: Partial<ChatLogRow> = {}) =>
    chatLogRow({ status: 'error', http_status: 500, error, ...more }, NOON_MS - hoursAgo * HOUR_MS);

  it('count ratings of exchanges that were stored after them, and changed ones once', async () => {
    const row = chatLogRow({}, NOON_MS - 3 * HOUR_MS);
    await rate(row, 'up', 'ada');
    await rate(row, 'up', 'bob');
    await updateRollups(ctx());
    expect(await summary()).toEqual({ rated: 0, up: 0, down: 0 });
    await storeTraffic(db, [row]);
    await updateRollups(ctx());
    expect(await summary()).toEqual({ rated: 1, up: 2, down: 0 });
    await rate(row, 'down', 'bob');
    await updateRollups(ctx());
    expect(await summary()).toEqual({ rated: 1, up: 1, down: 1 });
    const [rolled] = await readRollups(ctx(), FEEDBACK, { range, groupBy: ['status'] });
    expect(rolled).toMatchObject({ groups: { status: 'ok' }, sums: { ratings: 2, rated: 1 } });
  });

  it('take in what was stored before there were rollups, by an audit', async () => {
    const rows = [chatLogRow({}, NOON_MS - 30 * HOUR_MS), failed('no', 2), failed('no', 5)];
    await storeTraffic(db, rows);
    for (const row of rows) await rate(row, 'down', 'ada');
    await emptyTables(db, 'rollup_marks');
    await auditRollups(ctx());
    await updateRollups(ctx());
    const day = { from: new Date(NOON_MS - 48 * HOUR_MS), to: range.to };
    expect((await readRollups(ctx(), FEEDBACK, { range: day }))[0]?.sums).toMatchObject({ down: 3 });
    expect((await readRollups(ctx(), FAILURE, { range: day }))[0]?.sums).toEqual({
      failures: 2,
      first_ms: NOON_MS - 5 * HOUR_MS,
      last_ms: NOON_MS - 2 * HOUR_MS,
    });
    await auditRollups(ctx());
    expect((await db.pool.query('SELECT * FROM rollup_marks')).rows).toEqual([]);
  });

  it('show failures that came just now, and those whose rows are gone', async () => {
    const old = failed('disk full', 6);
    await storeTraffic(db, [old]);
    await updateRollups(ctx());
    const now = failed('out of memory', 0.01);
    await storeTraffic(db, [now]);
    expect((await listFailurePatterns(ctx(), {})).items).toMatchObject([
      { pattern: 'out of memory', count: 1, last_id: now.id },
      { pattern: 'disk full', count: 1, last_id: old.id },
    ]);
    await db.pool.query('DELETE FROM chat_logs WHERE id = $1', [old.id]);
    expect((await listFailurePatterns(ctx(), {})).items[1]).toMatchObject({ count: 1, last_id: null });
  });

  it('leave patterns to the rows that they can not tell apart', async () => {
    const telemetry = testConfig('http://127.0.0.1:1').telemetry;
    const few = { telemetry: { ...telemetry, rollups: { ...telemetry.rollups, max_values: 1 } } };
    await storeTraffic(db, [failed('a', 1), failed('a', 2), failed('b', 3), failed('x'.repeat(150), 4)]);
    for (const config of [few, {}]) {
      await emptyTables(db, 'failure_rollups', 'rollup_values', 'rollup_marks');
      await auditRollups(ctx(config));
      await updateRollups(ctx(config));
      const { total, items } = await listFailurePatterns(ctx(config), {});
      expect(total).toBe(4);
      expect(items.map(({ pattern, count }) => [pattern, count])).toEqual([
        ['a', 2],
        ['b', 1],
        ['x'.repeat(150), 1],
      ]);
    }
  });
});
