import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ArmMinute } from '#lib/domain/rollout/health-report.ts';
import { latencyOfBin } from '#lib/domain/telemetry/latency-sketch.ts';
import { chatLogRow } from '#lib/testing/chat-log-rows.ts';
import {
  forgetRollouts,
  judge,
  MINUTE_MS,
  rolloutDesk,
  type RolloutDesk,
} from '#lib/testing/rollout-desk.ts';
import { openTestDatabase, testDatabaseKinds, type TestDatabase } from '#lib/testing/test-database.ts';
import { storeTraffic } from '#lib/testing/traffic-rows.ts';
import { inTransaction } from '../in-transaction.ts';
import { raiseFloor } from '../rollups/rollup-state.ts';
import { TRAFFIC } from '../rollups/rollup-source.ts';
import { getRollout } from './get-rollout.ts';
import { listRollouts } from './list-rollouts.ts';
import { SUM_UP } from './minutes-sql.ts';
import { countUnits, readMinutes, refreshMinutes } from './minutes.ts';
import { armFigures } from './series.ts';

const SLOW_MS = 700;

/** Numbers in [0, 1) that are the same each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe.each(testDatabaseKinds())('the minutes of a rollout on %s', (kind) => {
  let db: TestDatabase;
  let desk: RolloutDesk;
  let id: string;
  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(async () => {
    await forgetRollouts(db);
    await db.pool.query('DELETE FROM rollup_state');
    desk = rolloutDesk(db);
    id = await desk.start();
  });
  afterAll(() => db.close());

  const refresh = (fromMs: number) =>
    inTransaction(db.pool, (client) => refreshMinutes(client, id, fromMs, SLOW_MS));

  /** Five minutes of all kinds of traffic, with that of others in between. */
  async function mixedTraffic(random: () => number) {
    const other = desk.rollouts.newId(desk.nowMs);
    const rows = Array.from({ length: 300 }, (_, i) => {
      const atMs = desk.nowMs + Math.floor(random() * 5 * MINUTE_MS);
      const status =
        random() < 0.1 ? 'aborted' : random() < 0.2 ? 'error' : random() < 0.1 ? 'timeout' : 'ok';
      const rolloutId = random() < 0.1 ? other : id;
      return chatLogRow(
        {
          ...{ id: desk.rollouts.newId(atMs), status, latency_ms: Math.exp(random() * 8) },
          ...(random() < 0.1 ? {} : { rollout_id: rolloutId, canary_bucket: i }),
          ...{
            variant: random() < 0.4 ? 'canary' : 'production',
            session_id: random() < 0.5 ? `s${i % 30}` : null,
          },
          user_id: random() < 0.5 ? `s${i % 20}` : null,
        },
        atMs,
      );
    });
    await storeTraffic(db, rows);
    for (const row of rows) {
      if (random() < 0.5) await judge(db, row, random() < 0.1 ? null : random());
      // Judged once more by another judge, later: that one counts.
      if (random() < 0.2) await judge(db, row, random(), 'judge 2', Date.parse(row.created_at) + 5_000);
      for (const user of ['', 'ada'])
        if (random() < 0.2)
          await db.pool.query(
            `INSERT INTO feedback (chat_created_at, chat_id, user_id, rating, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $1, $1)`,
            [row.created_at, row.id, user, random() < 0.5 ? 'up' : 'down'],
          );
    }
    // Of rules and of people: no judgements.
    await db.pool.query(
      `INSERT INTO evaluations SELECT chat_created_at, chat_id, 'heuristics', 'rules', 0, NULL, details, NULL, NULL,
         model_version, prompt_version, use_case, variant, rollout_id, created_at, updated_at
       FROM evaluations WHERE evaluator = 'judge'`,
    );
    return rows;
  }

  /** The same, each figure by a statement of its own that says what it is. */
  async function bySql(variant: string, minuteMs: number) {
    const inMinute = `rollout_id = '${id}' AND (variant = 'canary') = ${variant === 'canary'} AND status <> 'aborted'
      AND created_at >= $1 AND created_at < $2`;
    const one = async <T extends object>(statement: string): Promise<T> => {
      const range = [new Date(minuteMs), new Date(minuteMs + MINUTE_MS)];
      const { rows } = await db.pool.query<T>(statement, range);
      if (!rows[0]) throw new Error('an aggregate without a row');
      return rows[0];
    };
    const logs = await one<{ requests: number; errors: number; e: Date | null; s: Date | null }>(
      `SELECT count(*)::int AS requests, count(nullif(status, 'ok'))::int AS errors,
        (SELECT min(created_at) FROM chat_logs WHERE ${inMinute} AND status IN ('error', 'timeout')) AS e,
        (SELECT min(created_at) FROM chat_logs WHERE ${inMinute} AND status = 'ok' AND latency_ms > ${SLOW_MS}) AS s
       FROM chat_logs WHERE ${inMinute}`,
    );
    const scores = await one<{ n: number; sum: number | null; squares: number | null }>(
      `SELECT count(score)::int AS n, sum(score) AS sum, sum(score ^ 2) AS squares FROM (
         SELECT (SELECT score FROM evaluations e WHERE e.chat_id = c.id AND source = 'judge' AND score IS NOT NULL
                 ORDER BY e.created_at DESC LIMIT 1) AS score
         FROM chat_logs c WHERE ${inMinute}) judged`,
    );
    const feedback = await one<{ n: number; negative: number }>(
      `SELECT count(*)::int AS n, count(*) FILTER (WHERE rating = 'down')::int AS negative FROM feedback
       WHERE chat_id IN (SELECT id FROM chat_logs WHERE ${inMinute})`,
    );
    const latencies = await db.pool.query<{ ms: number }>(
      `SELECT latency_ms AS ms FROM chat_logs WHERE ${inMinute} AND status = 'ok' ORDER BY 1`,
      [new Date(minuteMs), new Date(minuteMs + MINUTE_MS)],
    );
    return { logs, scores, feedback, latencies: latencies.rows.map(({ ms }) => ms) };
  }

  async function expectEqual(variant: string, minutes: readonly ArmMinute[]) {
    expect(minutes.length).toBeGreaterThanOrEqual(5);
    for (const minute of minutes) {
      const { logs, scores, feedback, latencies } = await bySql(variant, minute.minuteMs);
      expect(minute).toMatchObject({ requests: logs.requests, errors: logs.errors, feedback });
      expect(minute.firstErrorMs).toBe(logs.e?.getTime() ?? null);
      expect(minute.firstSlowMs).toBe(logs.s?.getTime() ?? null);
      expect(minute.scores.n).toBe(scores.n);
      expect(minute.scores.sum).toBeCloseTo(scores.sum ?? 0, 9);
      expect(minute.scores.squares).toBeCloseTo(scores.squares ?? 0, 9);
      const { bins, counts } = minute.latency;
      const binned = bins.flatMap((bin, i) =>
        Array.from({ length: counts[i] ?? 0 }, () => latencyOfBin(bin)),
      );
      expect(binned).toHaveLength(latencies.length);
      for (const [i, ms] of latencies.entries())
        expect(Math.abs((binned[i] ?? 0) - ms) / ms).toBeLessThanOrEqual(0.0101);
    }
  }

  it('are what the raw rows say, computed once or anew', async () => {
    const from = desk.nowMs;
    const rows = await mixedTraffic(seeded(7));
    await refresh(from);
    const arms = await readMinutes(db.pool, id);
    await expectEqual('canary', arms.canary);
    await expectEqual('production', arms.control);
    const ours = rows.filter(({ rollout_id: rolloutId, status }) => rolloutId === id && status !== 'aborted');
    const total = [...arms.canary, ...arms.control].reduce((sum, { requests }) => sum + requests, 0);
    expect(total).toBe(ours.length);
    for (const again of [from, from + 2 * MINUTE_MS, from + 10 * MINUTE_MS]) {
      await refresh(again);
      expect(await readMinutes(db.pool, id)).toEqual(arms);
    }
    expect(await readMinutes(db.pool, id, from + 3 * MINUTE_MS)).toEqual({
      canary: arms.canary.filter(({ minuteMs }, i) => i === 0 || minuteMs >= from + 3 * MINUTE_MS),
      control: arms.control.filter(({ minuteMs }) => minuteMs >= from + 3 * MINUTE_MS),
    });
  });

  it('keep what retention took the rows of', async () => {
    const from = desk.nowMs;
    await mixedTraffic(seeded(8));
    await refresh(from);
    const before = await readMinutes(db.pool, id);
    await db.pool.query('DELETE FROM chat_logs');
    await raiseFloor(db.pool, TRAFFIC, 'raw', from + 3 * MINUTE_MS);
    await refresh(from);
    const kept = ({ minuteMs }: ArmMinute) => minuteMs < from + 3 * MINUTE_MS;
    expect(await readMinutes(db.pool, id)).toEqual({
      canary: before.canary.filter(kept),
      control: before.control.filter(kept),
    });
  });

  /** Minutes as if a rollout had gone on for so long, one in so many. */
  async function longAgo(minutes: number, every = 1) {
    const begin = new Date(Math.floor(desk.nowMs / MINUTE_MS) * MINUTE_MS - minutes * MINUTE_MS);
    await db.pool.query(
      `INSERT INTO rollout_minutes (rollout_id, arm, minute, requests, errors, latency_bins, latency_counts, score_count,
         score_sum, score_squares, feedback_count, feedback_negative, first_error_at)
       SELECT $1, arm, $2::timestamptz + g * interval '1 minute', 3 + g % 5, g % 2, ARRAY[100 + g % 7, 200], ARRAY[2, 1 + g % 5],
              1, 0.25 * (g % 4), 0.0625 * (g % 4) ^ 2, 2, g % 3, $2::timestamptz + g * interval '1 minute'
       FROM (VALUES ('canary'), ('control')) a (arm), generate_series(0, $3::int - 1, $4::int) g`,
      [id, begin, minutes, every],
    );
    for (const statement of SUM_UP) await db.pool.query(statement, [id, begin]);
    return begin.getTime();
  }

  it.each([
    [60, 1, 1, 60],
    [7 * 24 * 60, 3, 10, 337],
    [30 * 24 * 60, 29, 60, 361],
  ])('of %d minutes are shown in few points, and add up', async (minutes, every, spanMinutes, points) => {
    const beginMs = await longAgo(minutes, every);
    const read: number[] = [];
    const query = async (text: string, values?: unknown[]) => {
      const result = await db.pool.query(text, values);
      read.push(result.rows.length);
      return result;
    };
    const pool = { query } as unknown as TestDatabase['pool'];
    const rollout = await getRollout({ ...desk.rollouts, pool }, id);
    const [last, count] = [minutes / spanMinutes, rollout?.series.length ?? 0];
    expect(Math.max(...read)).toBeLessThanOrEqual(2 * (last + 1));
    expect(Math.max(...read)).toBeLessThanOrEqual(2 * 1_500);
    expect(count).toBeGreaterThanOrEqual(points - 1);
    expect(count).toBeLessThanOrEqual(points + 1);

    const { rows } = await db.pool.query<Record<string, number>>(
      `SELECT sum(requests)::int AS requests, sum(errors)::int AS errors, sum(score_count)::int AS scores,
              sum(score_sum) / sum(score_count) AS mean_score, sum(feedback_count)::int AS feedback,
              sum(feedback_negative)::int AS feedback_negative
       FROM rollout_minutes WHERE rollout_id = $1 AND arm = 'canary'`,
      [id],
    );
    const { canary, control } = await readMinutes(db.pool, id);
    expect(rollout?.totals.canary).toMatchObject(rows[0] ?? {});
    expect(rollout?.totals).toEqual({ canary: armFigures(canary), control: armFigures(control) });
    expect(rollout?.series.reduce((sum, point) => sum + point.canary.requests, 0)).toBe(rows[0]?.requests);
    expect(Math.abs(Date.parse(rollout?.series[0]?.ts ?? '') - beginMs)).toBeLessThan(
      spanMinutes * MINUTE_MS,
    );
    const listed = await listRollouts(desk.rollouts, { limit: 5 });
    expect(listed?.items[0]?.canary_requests).toBe(rows[0]?.requests);
  });

  it('are summed up anew with them, also what came late', async () => {
    const from = desk.nowMs;
    await longAgo(3 * 24 * 60, 11);
    await mixedTraffic(seeded(10));
    await refresh(from);
    const spans = () => db.pool.query('SELECT * FROM rollout_spans ORDER BY resolution, arm, start');
    const { rows: kept } = await spans();
    const first = (await readMinutes(db.pool, id)).canary[0]?.minuteMs ?? 0;
    for (const statement of SUM_UP) await db.pool.query(statement, [id, new Date(first)]);
    expect((await spans()).rows).toEqual(kept);
    const total = (resolution: string) =>
      db.pool.query(
        `SELECT sum(requests)::int AS requests, sum(errors)::int AS errors FROM rollout_spans WHERE resolution = $1`,
        [resolution],
      );
    const { rows } = await db.pool.query(
      'SELECT sum(requests)::int AS requests, sum(errors)::int AS errors FROM rollout_minutes',
    );
    for (const resolution of ['ten_minutes', 'hour', 'day'])
      expect((await total(resolution)).rows).toEqual(rows);
  });

  it('count sessions, else users, else requests as units', async () => {
    const since = desk.nowMs;
    const rows = await mixedTraffic(seeded(9));
    const units = new Map(['canary', 'production'].map((variant) => [variant, new Set<string>()]));
    for (const row of rows)
      if (row.rollout_id === id && Date.parse(row.created_at) >= since + 1_000)
        units
          .get(row.variant)
          ?.add(row.session_id ? `s ${row.session_id}` : row.user_id ? `u ${row.user_id}` : row.id);
    const counted = await inTransaction(db.pool, (client) => countUnits(client, id, since));
    expect(counted).toEqual({ canary: units.get('canary')?.size, control: units.get('production')?.size });
  });
});
