import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource } from '#lib/adapters/crypto/digest.ts';
import { readConfigFiles } from '#lib/config/files.ts';
import { alertRuleSchema } from '#lib/domain/alerts/rule.ts';
import type { SendAnswer } from '#lib/domain/alerts/channel.ts';
import { alertDesk } from '#lib/testing/alert-desk.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { auditRollups } from '../rollups/audit-rollups.ts';
import { updateRollups, type RollupContext } from '../rollups/update-rollups.ts';
import { listRules } from './change-rules.ts';
import { deliverAlert } from './deliver-alert.ts';
import { forgetAlerts } from './forget-alerts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ROLLUPS = [
  ...['rollup_marks', 'rollup_values', 'rollup_state', 'traffic_rollups', 'traffic_totals'],
  ...['shadow_rollups', 'evaluation_rollups'],
];
const dead = alertRuleSchema.parse({
  ...{ id: 'dead', kind: 'dead_letters', name: 'Jobs failed', window_minutes: 600, renotify_minutes: null },
});
const slack = { id: 'slack', kind: 'slack' as const, name: 'Slack', url_env: 'HOOK' };
const HOOK = { HOOK: 'https://hooks.example.com/T0/secret' };
const refusal = (change: Partial<SendAnswer>): SendAnswer => ({
  ...{ outcome: 'refused', isRetriable: true, status: 500, text: 'no', retryAfterMs: null, durationMs: 1 },
  ...change,
});

describe.each(testDatabaseKinds())('alerts on the %s database', (kind) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await emptyTables(
      db,
      'alert_states',
      'alert_events',
      'alert_deliveries',
      'alert_rules',
      'alert_channels',
    );
    await emptyTables(db, 'dead_letters', 'chat_logs', 'runs', ...ROLLUPS);
    await db.pool.query('UPDATE alert_settings SET is_overriding = false, quiet_hours = NULL');
  });

  const desk = (extra: Parameters<typeof alertDesk>[1] = {}) =>
    alertDesk(db, { rules: [dead], channels: [slack], ...extra }, HOOK);
  const fail = (nowMs: number, id = 'job-1') =>
    db.pool.query(
      `INSERT INTO dead_letters (job_id, name, data, reason, attempts, failed_at) VALUES ($1, 'score', '{}', 'x', 1, $2)`,
      [id, new Date(nowMs)],
    );
  const history = async () =>
    (
      await db.pool.query<{ line: string }>(
        `SELECT kind || ' ' || outcome || ' ' || reason AS line FROM alert_events ORDER BY id`,
      )
    ).rows.map(({ line }) => line);
  const deliveries = async () =>
    (
      await db.pool.query<{ state: string; attempts: { text: string; outcome: string }[] }>(
        'SELECT state, attempts FROM alert_deliveries ORDER BY id',
      )
    ).rows;

  it('tells once, keeps the cooldown over restarts, and tells the end', async () => {
    const first = desk();
    expect(await first.check()).toEqual({
      ...{ rules: 1, checked: 1, events: 0, firing: 0, messages: 0, failed: [] },
    });
    await fail(first.nowMs);
    expect(await first.check()).toMatchObject({ events: 1, firing: 1, messages: 1 });
    await first.deliver();
    expect(first.sent).toHaveLength(1);
    expect(first.sent[0]).toMatchObject({
      target: { kind: 'slack', url: HOOK.HOOK },
      message: { title: 'Alert: Jobs failed', events: [{ value: 1, threshold: 0, link: '/' }] },
    });
    // Another process, a moment later: it is over, but that may not be told yet.
    const second = desk();
    second.nowMs = first.nowMs + 30 * MINUTE;
    await emptyTables(db, 'dead_letters');
    expect(await second.check()).toMatchObject({ events: 1, firing: 0, messages: 0 });
    second.nowMs += 29 * MINUTE;
    expect(await second.check()).toMatchObject({ events: 0, messages: 0 });
    second.nowMs += MINUTE;
    expect(await second.check()).toMatchObject({ messages: 1 });
    await second.deliver();
    expect(second.sent[0]?.message.title).toBe('Resolved: Jobs failed');
    expect(await history()).toEqual([
      'firing sent due',
      'resolved held_back cooldown',
      'resolved sent released',
    ]);
  });

  it('holds back in quiet hours, and tells when they end', async () => {
    const quiet = desk({ quiet_hours: { time_zone: 'UTC', from: '11:00', to: '13:00' } });
    await fail(quiet.nowMs);
    await quiet.check();
    expect(quiet.queue).toEqual([]);
    quiet.nowMs += HOUR;
    await quiet.check();
    await quiet.deliver();
    expect(quiet.sent).toHaveLength(1);
    expect(await history()).toEqual(['firing held_back quiet_hours', 'firing sent released']);
  });

  it('two checks at once tell once', async () => {
    const both = desk();
    await fail(both.nowMs);
    const checks = await Promise.all([both.check(), both.check(), both.check()]);
    expect(checks.map(({ messages }) => messages).sort()).toEqual([0, 0, 1]);
    expect(await history()).toEqual(['firing sent due']);
  });

  it('tries again as the channel asks, and notes every answer', async () => {
    const busy = desk();
    await fail(busy.nowMs);
    await busy.check();
    busy.answers.push(refusal({ status: 429, text: 'slow', retryAfterMs: 90_000 }), refusal({}));
    await busy.deliver();
    expect(busy.queue).toMatchObject([{ waitMs: 90_000 }]);
    const [job] = busy.queue;
    // A job that comes too early goes away again.
    await busy.deliver();
    expect(busy.sent).toHaveLength(1);
    expect(busy.queue).toMatchObject([{ delivery_id: job?.delivery_id, waitMs: 90_000 }]);
    busy.nowMs += 90_000;
    await busy.deliver();
    expect(busy.queue).toMatchObject([{ waitMs: 10_000 }]);
    busy.nowMs += 10_000;
    await busy.deliver();
    expect(await deliveries()).toMatchObject([
      { state: 'delivered', attempts: [{ text: 'slow' }, { text: 'no' }, { outcome: 'delivered' }] },
    ]);
    expect(busy.queue).toEqual([]);
  });

  it('gives up in the end, and at once where trying again is in vain', async () => {
    const broken = desk();
    await fail(broken.nowMs);
    await broken.check();
    broken.answers.push(...Array.from({ length: 20 }, () => refusal({})));
    for (let i = 0; i < 20; i += 1) {
      await broken.deliver();
      broken.nowMs += HOUR;
    }
    expect(broken.sent).toHaveLength(8);
    expect((await deliveries())[0]).toMatchObject({ state: 'failed' });

    await emptyTables(db, 'alert_states', 'alert_deliveries');
    const gone = desk();
    await gone.check();
    gone.answers.push(refusal({ isRetriable: false, status: 404, text: 'no_service' }));
    await gone.deliver();
    expect(gone.queue).toEqual([]);
    expect(await deliveries()).toMatchObject([{ state: 'failed', attempts: [{ text: 'no_service' }] }]);
  });

  it('never delivers twice, however often the job runs', async () => {
    const twice = desk();
    await fail(twice.nowMs);
    await twice.check();
    const [job] = twice.queue;
    if (!job) throw new Error('no job');
    await Promise.all([1, 2, 3].map(() => deliverAlert(twice.ctx, job)));
    await deliverAlert(twice.ctx, job);
    expect(twice.sent).toHaveLength(1);
    expect((await deliveries())[0]?.attempts).toHaveLength(1);
  });

  it('takes over from a process that died while it sent', async () => {
    const alive = desk();
    await fail(alive.nowMs);
    await alive.check();
    await db.pool.query(`UPDATE alert_deliveries SET state = 'sending', claimed_until = $1`, [
      new Date(alive.nowMs + MINUTE),
    ]);
    await alive.deliver();
    expect(alive.sent).toEqual([]);
    alive.nowMs += 2 * MINUTE;
    await alive.deliver();
    expect(alive.sent).toHaveLength(1);
  });

  it('tells 200 alerts in one message, with an event each', async () => {
    const rules = Array.from({ length: 200 }, (_, i) => ({ ...dead, id: `dead-${i}`, name: `Rule ${i}` }));
    const flood = desk({ rules });
    await fail(flood.nowMs);
    expect(await flood.check()).toMatchObject({ events: 200, messages: 1 });
    await flood.deliver();
    expect(flood.sent.map(({ message }) => message.events.length)).toEqual([200]);
    expect(await history()).toHaveLength(200);
  });

  it('sends a rule to its own channels', async () => {
    const mail = { id: 'other', kind: 'slack' as const, name: 'Other', url_env: 'OTHER' };
    const routed = alertDesk(
      db,
      { rules: [{ ...dead, channels: ['other'] }], channels: [slack, mail] },
      { ...HOOK, OTHER: 'https://other.example.com/x' },
    );
    await fail(routed.nowMs);
    await routed.check();
    await routed.deliver();
    expect(routed.sent.map(({ target }) => target)).toEqual([
      { kind: 'slack', url: 'https://other.example.com/x' },
    ]);
  });

  it('keeps history without channels, and leaves paused rules alone', async () => {
    const silent = alertDesk(db, {
      rules: [dead, { ...dead, id: 'off', is_paused: true }],
      channels: [slack],
    });
    await fail(silent.nowMs);
    expect(await silent.check()).toMatchObject({ rules: 1, events: 1, messages: 0 });
    expect(await deliveries()).toEqual([]);
    // Without a message the page says that nobody was told.
    expect((await db.pool.query('SELECT message_id FROM alert_events')).rows).toEqual([{ message_id: null }]);
  });

  it('a rule without data yet has a state and no history; later silence is noted', async () => {
    const shipped = desk({ rules: readConfigFiles('config').alerts.rules });
    const states = async () =>
      (
        await db.pool.query<{ line: string }>(
          `SELECT rule_id || ' ' || status || CASE WHEN since IS NULL THEN ' for ever' ELSE '' END AS line
           FROM alert_states WHERE rule_id IN ('dead-letters', 'latency-p95', 'no-traffic') ORDER BY rule_id`,
        )
      ).rows.map(({ line }) => line);
    for (let minute = 0; minute < 3; minute += 1) {
      expect(await shipped.check()).toMatchObject({ events: 0, firing: 0, messages: 0, failed: [] });
      shipped.nowMs += MINUTE;
    }
    expect(await states()).toEqual([
      'dead-letters ok',
      'latency-p95 no_data for ever',
      'no-traffic no_data for ever',
    ]);
    const arrive = (count: number) =>
      db.pool.query(
        `INSERT INTO chat_logs (id, created_at, surface, prompt_hash, model_version, variant, upstream, is_streamed,
           attempts, latency_ms, status, shadow_bucket, is_sampled)
         SELECT gen_random_uuid(), $1, 'chat', 1, 'm', 'production', 'u', false, 1, 5, 'ok', 1, false
         FROM generate_series(1, $2)`,
        [new Date(shipped.nowMs), count],
      );
    await arrive(20);
    expect(await shipped.check()).toMatchObject({ events: 0 });
    expect(await states()).toEqual(['dead-letters ok', 'latency-p95 ok', 'no-traffic ok']);
    shipped.nowMs += HOUR;
    // Latency and errors look at the last quarter of an hour.
    expect(await shipped.check()).toMatchObject({ events: 2 });
    expect(await history()).toEqual(['no_data not_sent never_told', 'no_data not_sent never_told']);
  });

  it('forgets old history', async () => {
    const old = desk();
    await fail(old.nowMs);
    await old.check();
    await old.deliver();
    old.nowMs += 91 * 24 * HOUR;
    expect(await forgetAlerts(old.ctx)).toEqual({ events: 1, deliveries: 1 });
    expect(await history()).toEqual([]);
  });

  describe('observations', () => {
    const newId = createIdSource();
    const logs = async (nowMs: number, count: number, status: string, latencyMs: number) => {
      for (let i = 0; i < count; i += 1) {
        await db.pool.query(
          `INSERT INTO chat_logs (id, created_at, surface, prompt_hash, model_version, variant, upstream, is_streamed,
             attempts, latency_ms, status, shadow_bucket, is_sampled, cost_usd)
           VALUES ($1, $2, 'chat', 1, 'm', 'production', 'u', false, 1, $3, $4, 1, false, $5)`,
          [newId(nowMs), new Date(nowMs - i), latencyMs, status, i === 0 ? null : 2],
        );
      }
    };
    const seen = async () =>
      Object.fromEntries(
        (
          await db.pool.query<{ rule_id: string; value: number | null; detail: string }>(
            'SELECT rule_id, value, detail FROM alert_states',
          )
        ).rows.map(({ rule_id: id, value, detail }) => [id, [value, detail]]),
      );
    const rollUp = async (ctx: RollupContext) => {
      await auditRollups(ctx);
      await updateRollups(ctx);
    };
    const rule = (id: string, kind: string, more: object) =>
      alertRuleSchema.parse({ id, kind, name: id, threshold: 1, ...more });

    it('measure traffic in their window', async () => {
      const rules = [
        rule('p95', 'latency_p95', { min_samples: 3 }),
        rule('errors', 'error_rate', { min_samples: 4 }),
        rule('cost', 'budget', {}),
        rule('silence', 'no_data', {}),
        rule('few', 'error_rate', { min_samples: 9 }),
      ];
      const watching = desk({ rules });
      await logs(watching.nowMs - 2 * MINUTE, 3, 'ok', 700);
      await logs(watching.nowMs - 2 * MINUTE, 1, 'timeout', 9_000);
      await logs(watching.nowMs - 2 * MINUTE, 2, 'aborted', 9_000);
      await logs(watching.nowMs - 20 * MINUTE, 5, 'error', 9_000);
      // Of a time when the clock was ahead.
      await logs(watching.nowMs + 2 * HOUR, 1, 'ok', 700);
      await rollUp(watching.ctx);
      await watching.check();
      expect(await seen()).toEqual({
        p95: [700, '3 answered exchanges in the last 15 minutes.'],
        errors: [0.25, '1 of 4 exchanges failed in the last 15 minutes.'],
        cost: [
          14,
          'Cost of 11 calls (production) in the last 24 hours. 4 of them have no known price and are not in the sum.',
        ],
        silence: [2, expect.stringContaining('The latest exchange is of 2026-11-21 11:58 UTC.')],
        few: [null, '1 of 4 exchanges failed in the last 15 minutes. At least 9 are needed.'],
      });
      const { rows } = await db.pool.query<{ rule_id: string; link: string }>(
        'SELECT rule_id, link FROM alert_states',
      );
      const upToNow = (ms: number) =>
        [watching.nowMs - ms, watching.nowMs].map((time) => new Date(time).toISOString());
      const [range, day] = [upToNow(15 * MINUTE), upToNow(24 * HOUR)];
      const inRange = `range=${encodeURIComponent(range.join('/'))}`;
      expect(Object.fromEntries(rows.map(({ rule_id: id, link }) => [id, link]))).toEqual({
        p95: `/traffic?${inRange}&status=ok&sort=latency_ms`,
        errors: `/traffic?${inRange}&status=error%2Ctimeout`,
        few: `/traffic?${inRange}&status=error%2Ctimeout`,
        cost: `/costs?range=${encodeURIComponent(day.join('/'))}`,
        silence: '/traffic',
      });
    });

    it('add up costs of the window, the day and the month, whose limits budgets.yaml has', async () => {
      const rules = [
        rule('window', 'budget', { window_minutes: 180 }),
        rule('today', 'budget', { period: 'day', threshold: 3 }),
        rule('month', 'budget', { period: 'month', threshold: null }),
        rule('no-limit', 'budget', { period: 'day', threshold: null, scope: 'judge' }),
      ];
      const watching = desk({ rules });
      const { budgets } = watching.ctx.config;
      Object.assign(budgets, { monthly_usd: { ...budgets.monthly_usd, production: 8.75 }, warn_share: 0.8 });
      const midnight = Date.UTC(2026, 10, 21);
      // Each three exchanges cost $4, and one of them has no price.
      for (const ms of [
        watching.nowMs - HOUR,
        midnight + MINUTE,
        midnight - MINUTE,
        Date.UTC(2026, 9, 31, 23),
      ])
        await logs(ms, 3, 'ok', 1);
      await rollUp(watching.ctx);
      expect(await watching.check()).toMatchObject({ rules: 3, firing: 3, failed: [] });
      const values = Object.entries(await seen()).map(([id, [value]]) => [id, value]);
      expect(Object.fromEntries(values)).toEqual({ window: 4, today: 8, month: 12 });
      const details = Object.entries(await seen()).map(([id, [, detail]]) => [id, detail]);
      const gap = (n: number) =>
        ` ${n} of them ${n === 1 ? 'has no known price and is' : 'have no known price and are'} not in the sum.`;
      expect(Object.fromEntries(details)).toEqual({
        window: `Cost of 3 calls (production) in the last 3 hours.${gap(1)}`,
        today: `Cost of 6 calls (production) today so far (UTC).${gap(2)}`,
        month: `Cost of 9 calls (production) this month so far (UTC).${gap(3)}`,
      });
      const { rows } = await db.pool.query<{ rule_id: string; threshold: number }>(
        'SELECT rule_id, threshold FROM alert_states ORDER BY rule_id',
      );
      expect(rows.map(({ rule_id: id, threshold }) => [id, threshold])).toEqual([
        ...[
          ['month', 7],
          ['today', 3],
          ['window', 1],
        ],
      ]);
      watching.nowMs = midnight + 24 * HOUR;
      expect(await watching.check()).toMatchObject({ firing: 1 });
      expect((await seen()).today?.[0]).toBe(0);
      expect(await listRules(watching.ctx)).toMatchObject({
        items: [{ threshold: 1 }, { threshold: 3 }, { threshold: 7 }, { threshold: null }],
      });
    });

    it('average the latest comparable runs of each category, and watch for drift', async () => {
      const rules = [
        rule('category', 'category_average', { threshold: null, runs: 3 }),
        rule('drift', 'drift', { threshold: 4.15, k: 0.5, baseline_runs: 8 }),
      ];
      const watching = desk({ rules });
      const start = watching.nowMs - 40 * HOUR;
      const run = async (i: number, overall: number, canary: number, hash = 'same') => {
        const id = newId(start + i * HOUR);
        await db.pool.query(
          `INSERT INTO runs (id, created_at, created_by, source, state, model, is_simulated, repeats, examples, reasons,
             overall, signature_hash, params, tags, metrics, canaries)
           VALUES ($1, $2, 'me', 'upload', 'finished', 'm', false, 1, 1, '[]', $3, $4, '{}', '{}', '{}', $5)`,
          [id, new Date(start + i * HOUR), overall, hash, JSON.stringify([{ id: 'c', score: canary }])],
        );
        await db.pool.query(
          `INSERT INTO run_scores (run_id, category, metric, n, missing, mean) VALUES ($1, 'tone', 'composite', 1, 0, $2)`,
          [id, overall],
        );
        return id;
      };
      const noise = (i: number) => (i % 2 === 0 ? -0.02 : 0.02);
      const ids: string[] = [];
      for (let i = 0; i < 10; i += 1) ids.push(await run(i, 0.85 + noise(i), 0.05 + noise(i) / 4));
      await run(10, 0.01, 0.9, 'another signature');
      await db.pool.query(
        `INSERT INTO run_promotions (id, run_id, promoted_at, promoted_by) VALUES ($1, $2, now(), 'me')`,
        [newId(start), ids.at(-1)],
      );
      const fallen: string[] = [];
      for (let i = 11; i < 17; i += 1) fallen.push(await run(i, 0.7 + noise(i), 0.05 + noise(i) / 4));
      await watching.check();
      const rows = async () =>
        (
          await db.pool.query<{
            key: string;
            status: string;
            value: number | null;
            detail: string;
            link: string;
          }>('SELECT key, status, value, detail, link FROM alert_states ORDER BY key')
        ).rows;
      expect(await rows()).toMatchObject([
        { key: 'judge', status: 'ok' },
        {
          key: 'scores',
          status: 'firing',
          detail: expect.stringContaining('The model moved') as string,
          link: `/runs/${fallen[0]}`,
        },
        { key: 'tone', status: 'firing', value: expect.closeTo(0.7 - 0.02 / 3, 9) as number },
      ]);
      // The judge gets milder: from now on it is the judge, and the model isn't blamed.
      for (let i = 17; i < 23; i += 1) await run(i, 0.7 + noise(i), 0.4);
      await watching.check();
      expect(await rows()).toMatchObject([
        { key: 'judge', status: 'firing', detail: expect.stringContaining('have risen') as string },
        {
          key: 'scores',
          status: 'firing',
          value: null,
          detail: expect.stringContaining('Check the judge') as string,
        },
        { key: 'tone' },
      ]);
    });
  });
});
