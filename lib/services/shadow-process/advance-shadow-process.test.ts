import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomWords } from '#lib/domain/stats/random-words.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { createFakeJobQueue, type FakeJobQueue } from '#lib/testing/fake-job-queue.ts';
import { storeEvaluations, storeSampled, type ShadowExchange } from '#lib/testing/shadow-exchanges.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { startTestModels } from '#lib/testing/test-models.ts';
import type { Context } from '../context.ts';
import { decideShadow } from '../decide-shadow.ts';
import { Ledger } from '../gateway/ledger.ts';
import { advanceShadowProcess } from './advance-shadow-process.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

describe.each(testDatabaseKinds())('on %s', (kind) => {
  let db: TestDatabase;
  let jobs: FakeJobQueue;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    jobs = await createFakeJobQueue(db.pool);
  });
  beforeEach(() => emptyTables(db, 'chat_logs', 'shadow_evals', 'shadow_processes', 'dead_letters'));
  afterAll(() => db.close());

  async function context(changes: { margin?: number } = {}) {
    const models = await startTestModels();
    const { promotion } = models.config.shadow;
    const config = {
      ...models.config,
      shadow: {
        ...models.config.shadow,
        promotion: {
          ...promotion,
          ...{ min_samples: 20, min_window_days: 0, session_gap_minutes: 5 },
          score_tolerance: changes.margin ?? promotion.score_tolerance,
        },
      },
    };
    let nowMs = NOON_MS;
    return {
      ...{ ...models, config, jobs, ledger: new Ledger() },
      ...{ pool: db.pool, prisma: db.prisma },
      clock: { nowMs: () => nowMs, elapsedMs: () => 0 },
      setNow: (ms: number) => void (nowMs = ms),
    };
  }
  type TestContext = Awaited<ReturnType<typeof context>>;

  /** Some of everything: sessions, use cases, exchanges of one moment, no score, other models, evaluations that came late. */
  function traffic(n: number, fromMs: number): ShadowExchange[] {
    const random = randomWords(`traffic ${n}`);
    const below = (limit: number) => random() % limit;
    let ms = fromMs;
    return Array.from({ length: n }, () => {
      ms += below(4) * 7_000;
      return {
        ms,
        delta: below(12) === 0 ? null : below(200) / 200 - 0.45,
        similarity: below(9) === 0 ? null : below(100) / 100,
        prodModel: below(5) === 0 ? 'former' : 'prod',
        ...(below(3) === 0 ? { session: `s${below(6)}` } : {}),
        ...(below(2) === 0 ? { useCase: `use case ${below(3)}` } : {}),
        ...(below(15) === 0 ? { evaluatedAfterMs: 2 * HOUR_MS } : {}),
      };
    });
  }

  async function add(ctx: TestContext, exchanges: readonly ShadowExchange[]) {
    const ids = await storeSampled(ctx, exchanges);
    return exchanges.map((exchange, index) => ({ ...exchange, id: ids[index] ?? '' }));
  }

  const stored = async () =>
    (
      await db.pool.query<{ until_ts: Date; evaluations: string; backlog: string; state: object }>(
        'SELECT until_ts, evaluations, backlog, state FROM shadow_processes ORDER BY created_at, settings',
      )
    ).rows;

  async function advanceAll(ctx: TestContext, batch: number): Promise<void> {
    while (await advanceShadowProcess(ctx, batch));
  }

  /** As if nothing had ever been stored. */
  async function fromScratch(ctx: TestContext) {
    await emptyTables(db, 'shadow_processes');
    return decideShadow(ctx);
  }

  it('comes to the decision of all evaluations at once, in any batches, with jobs in any order', async () => {
    const ctx = await context();
    const exchanges = await add(ctx, traffic(300, NOON_MS - 5 * HOUR_MS));
    // An hour at a time, and within it the jobs in another order than the requests.
    const random = randomWords('order');
    const shuffled = exchanges
      .map((exchange) => ({ exchange, hour: Math.floor(exchange.ms / HOUR_MS), at: random() }))
      .sort((a, b) => a.hour - b.hour || a.at - b.at);
    for (const hour of new Set(shuffled.map((each) => each.hour))) {
      await storeEvaluations(
        ctx,
        shuffled.filter((each) => each.hour === hour).map(({ exchange }) => exchange),
      );
      ctx.setNow((hour + 2) * HOUR_MS + 6 * MINUTE_MS);
      await advanceAll(ctx, 7);
    }
    ctx.setNow(NOON_MS + HOUR_MS);
    await advanceAll(ctx, 7);
    const decision = await decideShadow(ctx);
    expect(decision.exchanges).toBeGreaterThan(200);
    expect(decision.strata).toHaveLength(3);
    expect(decision.overall.decided_at_sample).not.toBeNull();
    expect(await fromScratch(ctx)).toEqual(decision);
  });

  it('takes in what nothing can change any more, and answers with what was settled since', async () => {
    const ctx = await context();
    const at = (minutes: number) => NOON_MS - minutes * MINUTE_MS;
    const exchanges = await add(ctx, [
      { ms: at(66), delta: 0.1 },
      { ms: at(64), delta: 0.2 },
      { ms: at(50), delta: 0.3 },
      { ms: at(40) },
      { ms: at(30), delta: 0.4 },
    ]);
    await storeEvaluations(ctx, exchanges);
    expect(await advanceShadowProcess(ctx)).toBe(false);
    expect(await stored()).toMatchObject([{ until_ts: new Date(at(65)), evaluations: '1', backlog: '1' }]);
    expect(await decideShadow(ctx)).toMatchObject({ exchanges: 3, pending: 1 });
    ctx.setNow(at(-40));
    await advanceAll(ctx, 2);
    expect(await stored()).toMatchObject([{ until_ts: new Date(at(25)), evaluations: '4' }]);
    expect(await decideShadow(ctx)).toMatchObject({ exchanges: 4, pending: 0 });
  });

  it('is the same when it is cut off at any statement, and each evaluation is taken in once', async () => {
    const ctx = await context();
    await storeEvaluations(ctx, await add(ctx, traffic(60, NOON_MS - 4 * HOUR_MS)));
    const steps = ['shadow_evals', 'UPDATE shadow_processes', 'COMMIT', 'nothing'];
    for (let i = 0; ; i += 1) {
      const pool = failing(db.pool, steps[i % steps.length] ?? '');
      try {
        if (!(await advanceShadowProcess({ ...ctx, pool }, 25))) break;
      } catch (error) {
        expect(error).toMatchObject({ message: 'killed' });
      }
    }
    const decision = await decideShadow(ctx);
    const [row] = await stored();
    expect(await fromScratch(ctx)).toEqual(decision);
    expect(decision.exchanges + decision.missing + decision.late).toBe(60);
    expect(Number(row?.evaluations)).toBe(60 - decision.late);
  });

  it('is advanced once by replicas that do it at the same time', async () => {
    const ctx = await context();
    await storeEvaluations(ctx, await add(ctx, traffic(200, NOON_MS - 5 * HOUR_MS)));
    await Promise.all([1, 2, 3, 4].map(() => advanceAll(ctx, 13)));
    await advanceAll(ctx, 13);
    const decision = await decideShadow(ctx);
    const [row] = await stored();
    expect(Number(row?.evaluations) + decision.late).toBe(200);
    expect(await fromScratch(ctx)).toEqual(decision);
  });

  it('outlives the evaluations that it was made of', async () => {
    const ctx = await context();
    await storeEvaluations(ctx, await add(ctx, traffic(100, NOON_MS - 5 * HOUR_MS)));
    await advanceAll(ctx, 1_000);
    const { late, ...before } = await decideShadow(ctx);
    expect(late).toBeGreaterThan(0);
    await emptyTables(db, 'chat_logs', 'shadow_evals');
    expect(await decideShadow(ctx)).toEqual({ ...before, late: 0 });
  });

  it('is another process with other settings, and goes on with the former ones', async () => {
    const ctx = await context();
    const strict = await context({ margin: 0.4 });
    const exchanges = await add(ctx, traffic(100, NOON_MS - 5 * HOUR_MS));
    await storeEvaluations(ctx, exchanges.slice(0, 50));
    await advanceAll(ctx, 1_000);
    await advanceAll(strict, 1_000);
    expect(await stored()).toHaveLength(2);
    const decision = await decideShadow(strict);
    expect(decision.settings.margin).toBe(0.4);
    expect(decision.overall.samples).toBe((await decideShadow(ctx)).overall.samples);
    expect(await fromScratch(strict)).toEqual(decision);
  });

  it('says how far it is while it has more to take in than a question waits for', async () => {
    const ctx = await context();
    await storeEvaluations(ctx, await add(ctx, traffic(30, NOON_MS - 5 * HOUR_MS)));
    // Five thousand more of one moment.
    await db.pool.query(
      `INSERT INTO shadow_evals (id, ts, chat_log_id, prompt_hash, prod_model, shadow_model, delta, status, judge_model,
         rubric_version, evaluated_at)
       SELECT gen_random_uuid(), $1::timestamptz, gen_random_uuid(), 1, 'prod', 'candidate', 0, 'scored', $2, $3, $1::timestamptz
       FROM generate_series(1, 5000)`,
      [
        new Date(NOON_MS - 2 * HOUR_MS),
        ...[ctx.models.route(ctx.config.scorer.judge_model).label, ctx.config.rubrics.shadow.version],
      ],
    );
    const cold = await decideShadow(ctx);
    expect(cold.catching_up).toEqual({
      ...{ until: new Date(NOON_MS - 2 * HOUR_MS).toISOString(), evaluations: 5_000, backlog: 0 },
    });
    await advanceShadowProcess(ctx, 500);
    const [row] = await stored();
    expect(Number(row?.backlog)).toBe(5_030);
    expect((await decideShadow(ctx)).catching_up).toBeNull();
  });

  it('does nothing without a candidate', async () => {
    const ctx = await context();
    const config = { ...ctx.config, shadow: { ...ctx.config.shadow, candidate_model: null } };
    expect(await advanceShadowProcess({ ...ctx, config })).toBe(false);
    expect(await stored()).toEqual([]);
  });
});

/** A pool whose transactions end at a statement, as if the process were killed there. */
function failing(pool: Context['pool'], at: string): Context['pool'] {
  const connect = async () => {
    const client = await pool.connect();
    return {
      query: (text: string, values?: unknown[]) =>
        text.includes(at) ? Promise.reject(new Error('killed')) : client.query(text, values),
      release: (isBroken?: boolean) => client.release(isBroken),
    };
  };
  return {
    query: (text: string, values?: unknown[]) => pool.query(text, values),
    connect,
  } as unknown as Context['pool'];
}
