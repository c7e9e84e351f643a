import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { runExampleSortKeys, type RunExample, type RunExamplesQuery } from '#lib/contracts/runs.ts';
import type { Scores } from '#lib/contracts/scores.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { RUN_TABLES } from '#lib/testing/run-tables.ts';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { getRun } from './get-run.ts';
import { listRunExamples } from './list-run-examples.ts';
import { storeRun } from './store-run.ts';

const newId = createIdSource();

describe.each(testDatabaseKinds())('the examples of a run on %s', (kind) => {
  let db: TestDatabase;
  let scores: Scores;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(async () => {
    await emptyTables(db, ...RUN_TABLES);
    scores = syntheticScores({
      runId: newId(NOON_MS),
      examples: 31,
      repeats: 2,
      change: (example, index) => ({
        ...example,
        ...(index === 4 ? { prompt: 'Wie heißt 100 % von_allem \\ ?' } : {}),
        answers: example.answers.map((answer) =>
          index % 7 === 3 && answer.repeat === 1
            ? {
                ...answer,
                ...(index === 3 ? { status: 'error' as const, answer: null, error: 'timeout' } : {}),
                scores: { embedding: null, rouge_l: null, judge_score: null, composite: null },
                missing: { judge_score: 'no judge' },
                latency_ms: null,
                cost_usd: null,
              }
            : answer,
        ),
      }),
    });
    const clock = { nowMs: () => NOON_MS, elapsedMs: () => 0 };
    const stored = await storeRun({ pool: db.pool, clock, sha256Hex }, scores, {
      source: 'upload',
      createdBy: 'ci',
    });
    expect(stored.action).toBe('stored');
  });
  afterAll(() => db.close());

  async function page(query: Partial<RunExamplesQuery> = {}) {
    const listing = await listRunExamples(db, scores.run_id, {
      limit: 500,
      show: 'all',
      sort: 'position',
      order: 'asc',
      ...query,
    });
    if (!listing?.ok) throw new Error(listing?.problem.path ?? 'no run');
    return listing.page;
  }
  const ids = async (query: Partial<RunExamplesQuery>) => (await page(query)).items.map(({ id }) => id);
  async function inPages(query: Partial<RunExamplesQuery>): Promise<RunExample[]> {
    const items: RunExample[] = [];
    for (let cursor: string | undefined; ;) {
      const next = await page({ ...query, ...(cursor === undefined ? {} : { cursor }) });
      items.push(...next.items);
      if (next.next_cursor === null) return items;
      cursor = next.next_cursor;
    }
  }

  it('come in every order, each once, those without a value last', async () => {
    for (const sort of runExampleSortKeys) {
      for (const order of ['asc', 'desc'] as const) {
        const whole = (await page({ sort, order })).items;
        expect(new Set(whole.map(({ id }) => id)).size).toBe(31);
        const values = whole.map((example) => example[sort]);
        const present = values.filter((value) => value !== null);
        expect(values.slice(present.length).every((value) => value === null)).toBe(true);
        const sorted = present.toSorted((a, b) => a - b);
        expect(present).toEqual(order === 'asc' ? sorted : sorted.reverse());
        for (const limit of [1, 7, 31])
          expect((await inPages({ sort, order, limit })).map(({ id }) => id)).toEqual(
            whole.map(({ id }) => id),
          );
      }
    }
  }, 60_000);

  it('have means over the answers that are there', async () => {
    const [example] = (await page({ search: 'example-10' })).items;
    const answers = scores.examples[10]?.answers ?? [];
    expect(example).toMatchObject({
      judge_score: answers[0]?.scores.judge_score,
      latency_ms: answers[0]?.latency_ms,
      cost_usd: 0.001,
    });
    const [plain] = (await page({ search: 'example-11' })).items;
    const [first, second] = scores.examples[11]?.answers ?? [];
    expect(plain?.rouge_l).toBeCloseTo(
      ((first?.scores.rouge_l ?? 0) + (second?.scores.rouge_l ?? 0)) / 2,
      12,
    );
  });

  it('can be narrowed down', async () => {
    expect(await ids({ category: 'tone' })).toHaveLength(15);
    expect(await ids({ category: 'none' })).toEqual([]);
    expect(await ids({ show: 'failed_checks' })).toEqual(['example-9', 'example-19', 'example-29']);
    expect(await ids({ show: 'failed_checks', category: 'facts' })).toEqual([]);
    expect(await ids({ show: 'missing' })).toEqual(['example-3', 'example-10', 'example-17', 'example-24']);
    expect(await ids({ show: 'error' })).toEqual(['example-3']);
    expect(await ids({ show: 'missing', sort: 'composite', limit: 1 })).toHaveLength(1);
  });

  it.each([
    ['its id', 'EXAMPLE-30', ['example-30']],
    ['its prompt', 'what is 12 plus', ['example-12']],
    ['its reference', 'It is 50.', ['example-25']],
    ['an answer', 'it is 31.', ['example-30']],
    ['signs that mean something to the database', '100 % von_allem \\', ['example-4']],
    ['a per cent sign', '%', ['example-4']],
    ['letters of another case', 'HEISST', []],
    ['letters with a case', 'WIE HEIßT', ['example-4']],
    ['nothing that is there', "' OR 1=1 --\0", []],
  ])('can be found by %s', async (_, search, expected) => {
    expect(await ids({ search })).toEqual(expected);
  });

  it('are none of a run that is not there', async () => {
    const query: RunExamplesQuery = { limit: 5, show: 'all', sort: 'position', order: 'asc' };
    expect(await listRunExamples(db, newId(NOON_MS), query)).toBeNull();
    expect(await listRunExamples(db, 'x', query)).toBeNull();
  });

  it('refuse a cursor of another order', async () => {
    const { next_cursor: cursor } = await page({ limit: 1 });
    const query: RunExamplesQuery = {
      limit: 5,
      show: 'all',
      sort: 'composite',
      order: 'asc',
      cursor: cursor ?? '',
    };
    expect(await listRunExamples(db, scores.run_id, query)).toMatchObject({
      ok: false,
      problem: { path: 'cursor' },
    });
  });

  it('are counted in tenths', async () => {
    const run = await getRun(db, scores.run_id);
    const expected = Array<number>(10).fill(0);
    for (const { composite } of scores.examples) {
      const bin = Math.min(9, Math.floor((composite ?? 0) * 10));
      expected[bin] = (expected[bin] ?? 0) + 1;
    }
    expect(run?.distribution).toEqual(expected);
  });
});
