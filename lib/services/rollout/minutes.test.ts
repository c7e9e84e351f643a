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
import { countUnits, readMinutes, refreshMinutes } from './minutes.ts';

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
