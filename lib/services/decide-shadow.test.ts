import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shadowDecisionSchema } from '#lib/contracts/shadow-decision.ts';
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
import { decideShadow } from './decide-shadow.ts';
import { Ledger } from './gateway/ledger.ts';
import { listShadowEvals } from './list-shadow-evals.ts';
import { storeDeadLetter } from './store-dead-letter.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe.each(testDatabaseKinds())('on %s', (kind) => {
  let db: TestDatabase;
  let jobs: FakeJobQueue;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    jobs = await createFakeJobQueue(db.pool);
  });
  beforeEach(() => emptyTables(db, 'chat_logs', 'shadow_evals', 'shadow_processes', 'dead_letters'));
  afterAll(() => db.close());

  async function context(nowMs = NOON_MS) {
    const models = await startTestModels();
    const promotion = { ...models.config.shadow.promotion, min_samples: 20, min_window_days: 0 };
    const config = { ...models.config, shadow: { ...models.config.shadow, promotion } };
    const clock = { nowMs: () => nowMs, elapsedMs: () => 0 };
    return { ...models, config, pool: db.pool, prisma: db.prisma, jobs, clock, ledger: new Ledger() };
  }
  type TestContext = Awaited<ReturnType<typeof context>>;

  async function add(ctx: TestContext, exchanges: readonly ShadowExchange[]): Promise<string[]> {
    const ids = await storeSampled(ctx, exchanges);
    await storeEvaluations(
      ctx,
      exchanges.map((exchange, index) => ({ ...exchange, id: ids[index] ?? '' })),
    );
    return ids;
  }

  const decide = async (ctx: TestContext) => shadowDecisionSchema.parse(await decideShadow(ctx));
  const every = (
    n: number,
    delta: (index: number) => number,
    changes: Partial<ShadowExchange> = {},
  ): ShadowExchange[] =>
    Array.from({ length: n }, (_, index) => ({
      ms: NOON_MS - 5 * HOUR_MS + index * 1_000,
      delta: delta(index),
      ...changes,
    }));

  it('is open and whole without any evaluation', async () => {
    const decision = await decide(await context());
    expect(decision).toMatchObject({ decision: 'keep_going', exchanges: 0, pending: 0, window_days: 0 });
    expect(decision).toMatchObject({ first_ts: null, series: [], strata: [], divergence: { rate: null } });
  });

  it('promotes a candidate that is as good, and shows how it came to it', async () => {
    const ctx = await context();
    await add(
      ctx,
      every(700, (index) => (index % 2 === 0 ? 0 : 0.01)),
    );
    const decision = await decide(ctx);
    expect(decision.decision).toBe('promote');
    expect(decision.overall).toMatchObject({ samples: 700, equal_answers: 350 });
    expect(decision.series).toHaveLength(350);
    expect(decision.series.at(-1)).toMatchObject({ n: 700, mean_delta: expect.closeTo(0.005, 9) as number });
    expect(decision.production_models).toEqual([{ model: 'prod', exchanges: 700 }]);
  });

  it('rolls a worse one back, and waits with a promotion for its further conditions', async () => {
    const ctx = await context();
    await add(
      ctx,
      every(100, () => -0.3, { similarity: 0.1 }),
    );
    expect((await decide(ctx)).decision).toBe('roll_back');

    await emptyTables(db, 'chat_logs', 'shadow_evals');
    await add(
      ctx,
      every(100, () => 0.3, { similarity: 0.1 }),
    );
    const { promotion } = ctx.config.shadow;
    const strict = { ...promotion, min_window_days: 1, max_divergence_rate: 0.5 };
    const held = await decide({
      ...ctx,
      config: { ...ctx.config, shadow: { ...ctx.config.shadow, promotion: strict } },
    });
    expect(held.decision).toBe('keep_going');
    expect(held.divergence).toEqual({ compared: 100, diverging: 100, rate: 1 });
    expect(held.reasons.join(' ')).toMatch(/of at least 1 days.*100\.0% of the answers diverge/);
    expect((await decide(ctx)).decision).toBe('promote');
  });

  it('is the same in whatever order the evaluations were stored', async () => {
    const ctx = await context();
    const random = randomWords('order');
    const exchanges = every(120, () => (random() / 2 ** 32) * 0.6 - 0.3);
    await add(ctx, exchanges);
    const { overall, series } = await decide(ctx);
    await emptyTables(db, 'chat_logs', 'shadow_evals');
    await add(ctx, exchanges.toReversed());
    const again = await decide(ctx);
    expect(again.overall).toEqual(overall);
    expect(again.series).toEqual(series);
  });

  it('waits for an evaluation under way, not for one that is dead or lost', async () => {
    const ctx = await context();
    const at = (minutes: number, delta?: number): ShadowExchange => ({
      ms: NOON_MS - minutes * 60_000,
      ...(delta === undefined ? {} : { delta }),
    });
    const ids = await add(ctx, [at(50, 0.1), at(40), at(30, 0.2), at(20), at(10, 0.3)]);
    expect(await decide(ctx)).toMatchObject({ pending: 2, exchanges: 1, overall: { samples: 1 } });
    await storeDeadLetter(
      { prisma: db.prisma, clock: ctx.clock },
      {
        jobId: 'dead',
        name: 'shadow',
        data: { chat_log_id: ids[1], candidate_model: 'candidate' },
        reason: 'the candidate refuses',
        attempts: 6,
      },
    );
    expect(await decide(ctx)).toMatchObject({ pending: 1, exchanges: 2 });
    expect(await decide(await context(NOON_MS + HOUR_MS))).toMatchObject({ pending: 0, exchanges: 3 });
  });

  it('leaves an evaluation out that came when the order had gone on without it, and says so', async () => {
    const ctx = await context();
    await add(ctx, [
      { ms: NOON_MS - 3 * HOUR_MS, delta: -0.4, evaluatedAfterMs: HOUR_MS + 1 },
      { ms: NOON_MS - 2 * HOUR_MS, delta: 0.2, evaluatedAfterMs: HOUR_MS },
    ]);
    expect(await decide(ctx)).toMatchObject({ exchanges: 1, late: 1, overall: { mean_delta: 0.2 } });
  });

  it('begins anew with another candidate or rubric, and counts what has no score', async () => {
    const ctx = await context();
    await add(ctx, [
      ...every(30, () => -0.5, { model: 'former' }),
      ...every(20, () => -0.5, { rubric: 'shadow@old' }),
      { ms: NOON_MS - HOUR_MS * 2, delta: null },
      { ms: NOON_MS - HOUR_MS * 2 + 5, delta: 0.1 },
    ]);
    expect(await decide(ctx)).toMatchObject({ exchanges: 1, missing: 1, overall: { mean_delta: 0.1 } });
  });

  it.each([
    ['all', [0.4, 0, -0.2]],
    ['worse', [-0.2]],
    ['better', [0.4]],
    ['diverging', [0]],
  ] as const)('lists the evaluations behind it: %s', async (show, deltas) => {
    const ctx = await context();
    await add(ctx, [
      { ms: NOON_MS - 3_000, delta: -0.2 },
      { ms: NOON_MS - 2_000, delta: 0, similarity: 0.1 },
      { ms: NOON_MS - 1_000, delta: 0.4 },
    ]);
    const page = await listShadowEvals({ ...ctx, prisma: db.prisma }, { limit: 10, show });
    expect(page?.items.map((item) => item.delta)).toEqual(deltas);
  });

  it('lists the least alike answers of a candidate first, on one page', async () => {
    const ctx = { ...(await context()), prisma: db.prisma };
    await add(ctx, [
      { ms: NOON_MS - 4_000, delta: -0.2, similarity: 0.3 },
      { ms: NOON_MS - 3_000, delta: 0.1, similarity: 0.1 },
      { ms: NOON_MS - 2_000, delta: 0, similarity: null },
      { ms: NOON_MS - 1_000, delta: 0.4, similarity: 0.2 },
    ]);
    const [first] = (await listShadowEvals(ctx, { limit: 1, show: 'all' }))?.items ?? [];
    const asked = { limit: 10, show: 'all', sort: 'similarity' } as const;
    const page = await listShadowEvals(ctx, { ...asked, shadow_model: first?.shadow_model });
    expect(page?.items.map((item) => item.similarity)).toEqual([0.1, 0.2, 0.3]);
    expect(page?.next_cursor).toBeNull();
    expect((await listShadowEvals(ctx, { ...asked, shadow_model: 'another' }))?.items).toEqual([]);
    const { next_cursor: cursor } = (await listShadowEvals(ctx, { limit: 1, show: 'all' })) ?? {};
    expect(await listShadowEvals(ctx, { ...asked, cursor: cursor ?? '' })).toBeNull();
  });

  it('takes a session as one observation once it is over, and each use case by itself', async () => {
    const ctx = await context();
    const in2Days = await context(NOON_MS + 2 * DAY_MS);
    await add(ctx, [
      { ms: NOON_MS - 3_000, delta: 0.2, session: 's', useCase: 'chat' },
      { ms: NOON_MS - 2_000, delta: 0.4, session: 's', useCase: 'chat' },
      { ms: NOON_MS - 1_000, delta: -0.2, useCase: 'search' },
    ]);
    expect((await decide(ctx)).overall).toMatchObject({ samples: 1, mean_delta: -0.2 });
    const later = await decide(in2Days);
    expect(later.exchanges).toBe(3);
    expect(later.overall.samples).toBe(2);
    expect(
      later.strata.map(({ use_case: name, report }) => [name, report.samples, report.wealth_limit]),
    ).toEqual([
      ['chat', 1, 40],
      ['search', 1, 40],
    ]);
  });
});
