import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { runSortKeys, type RunsQuery, type RunSummary } from '#lib/contracts/runs.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { RUN_TABLES } from '#lib/testing/run-tables.ts';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { inTransaction } from '../in-transaction.ts';
import { insertNewRun } from './insert-new-run.ts';
import { listRuns } from './list-runs.ts';
import { storeRun } from './store-run.ts';

const newId = createIdSource();

interface Made {
  ms?: number;
  overall?: number | null;
  costUsd?: number | null;
  model?: string;
  examples?: number;
  tags?: Record<string, string>;
  params?: Record<string, string | number | boolean | null>;
  metrics?: Record<string, number>;
}

describe.each(testDatabaseKinds())('the list of runs on %s', (kind) => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(() => emptyTables(db, ...RUN_TABLES));
  afterAll(() => db.close());

  async function make(made: Made = {}): Promise<string> {
    const id = newId(NOON_MS);
    const clock = { nowMs: () => made.ms ?? NOON_MS, elapsedMs: () => 0 };
    await inTransaction(db.pool, (client) =>
      insertNewRun({ clock }, client, {
        id,
        model: made.model ?? 'm',
        isSimulated: false,
        promptVersion: null,
        params: made.params ?? {},
        tags: made.tags ?? {},
        repeats: 1,
        examples: made.examples ?? 1,
        createdBy: 'ada',
      }),
    );
    await db.pool.query('UPDATE runs SET overall = $2, cost_usd = $3, metrics = $4 WHERE id = $1', [
      id,
      made.overall ?? null,
      made.costUsd ?? null,
      made.metrics ?? {},
    ]);
    return id;
  }
  async function list(query: Partial<RunsQuery> = {}) {
    const listing = await listRuns(db, { limit: 50, sort: 'created_at', order: 'desc', ...query });
    if (!listing.ok) throw new Error(`${listing.problem.path}: ${listing.problem.message}`);
    return listing.page;
  }
  async function allPages(query: Partial<RunsQuery>): Promise<RunSummary[]> {
    const items: RunSummary[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await list({ ...query, ...(cursor === undefined ? {} : { cursor }) });
      items.push(...page.items);
      if (page.next_cursor === null) return items;
      cursor = page.next_cursor;
    }
  }
  const filtered = async (filter: string) => (await list({ filter })).items.map(({ id }) => id).sort();

  it('is empty without runs', async () => {
    expect(await list()).toEqual({ items: [], next_cursor: null });
  });

  it('gives every run once in every order, nulls last, however long the pages are', async () => {
    for (let i = 0; i < 23; i += 1)
      await make({
        ms: NOON_MS + Math.floor(i / 5),
        overall: i % 4 === 0 ? null : (i % 3) / 3,
        costUsd: i % 2 === 0 ? null : 0.1 + 0.2 * (i % 3),
        model: ['a', 'B', 'ä', "o'b"][i % 4] ?? '',
        examples: i % 5,
      });
    for (const sort of runSortKeys) {
      for (const order of ['asc', 'desc'] as const) {
        const whole = await list({ sort, order, limit: 500 });
        const ids = whole.items.map(({ id }) => id);
        expect(new Set(ids).size).toBe(23);
        const values = whole.items.map((run) => run[sort]);
        const present = values.filter((value) => value !== null);
        expect(values.slice(present.length).every((value) => value === null)).toBe(true);
        if (sort !== 'model') {
          const sorted = present.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
          expect(present).toEqual(order === 'asc' ? sorted : sorted.reverse());
        }
        for (const limit of [1, 4, 22, 23])
          expect((await allPages({ sort, order, limit })).map(({ id }) => id)).toEqual(ids);
      }
    }
  }, 60_000);

  it('goes on where it was while runs come in and change', async () => {
    for (let i = 0; i < 6; i += 1) await make({ ms: NOON_MS + i, overall: i / 10 });
    const first = await list({ limit: 3, sort: 'overall' });
    const [last] = first.items.slice(-1);
    await make({ overall: 0.9 });
    await db.pool.query('UPDATE runs SET overall = 0.95 WHERE id = $1', [last?.id]);
    const rest = await list({ sort: 'overall', cursor: first.next_cursor ?? '' });
    expect(rest.items.map(({ overall }) => overall)).toEqual([0.2, 0.1, 0]);
  });

  it('refuses cursors of other lists, and made-up ones', async () => {
    for (let i = 0; i < 3; i += 1) await make({ overall: i });
    const { next_cursor: cursor } = await list({ limit: 1, sort: 'overall' });
    const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const id = newId(NOON_MS);
    for (const [query, bad] of [
      [{ sort: 'model' }, cursor ?? ''],
      [{ sort: 'overall', order: 'asc' }, cursor ?? ''],
      [{}, ''],
      [{}, 'x'],
      [{}, id],
      [{}, made(['created_at', 'desc', 'yesterday', id])],
      [{}, made(['created_at', 'desc', -1, id])],
      [{}, made(['created_at', 'desc', 1, "' OR 1=1 --"])],
      [{}, made(['created_at', 'desc', 1])],
      [{ sort: 'overall' }, made(['overall', 'desc', 'NaN', id])],
      [{ sort: 'examples' }, made(['examples', 'desc', 0.5, id])],
      [{ sort: 'examples' }, made(['examples', 'desc', 1e12, id])],
      [{ sort: 'model' }, made(['model', 'desc', 'a\0', id])],
      [{ sort: 'model' }, made(['model', 'desc', 7, id])],
    ] as [Partial<RunsQuery>, string][]) {
      const listing = await listRuns(db, {
        limit: 5,
        sort: 'created_at',
        order: 'desc',
        ...query,
        cursor: bad,
      });
      expect(listing).toMatchObject({ ok: false, problem: { path: 'cursor' } });
    }
  });

  it('shows the means of categories in their order', async () => {
    const scores = syntheticScores({ runId: newId(NOON_MS), categories: ['zeta', 'alpha', '__proto__x'] });
    const clock = { nowMs: () => NOON_MS, elapsedMs: () => 0 };
    await storeRun({ pool: db.pool, clock, sha256Hex }, scores, { source: 'upload', createdBy: 'ci' });
    const [run] = (await list()).items;
    expect(Object.entries(run?.category_scores ?? {})).toEqual(
      Object.entries(scores.categories).map(([name, { composite }]) => [name, composite.mean]),
    );
  });

  describe('filters', () => {
    const ids: Record<string, string> = {};
    beforeEach(async () => {
      ids.a = await make({
        model: 'gpt-4.1',
        overall: 0.9,
        tags: { env: 'production', 'a b': "it's" },
        params: { temperature: 0, note: '10', cache: true, sample: null },
        metrics: { overall: 0.9, 'category.tone': 0.5 },
        ms: Date.UTC(2026, 0, 1),
      });
      ids.b = await make({
        model: 'GPT-5_x',
        overall: 0.7,
        tags: { env: 'test' },
        params: { temperature: 0.7, note: '9' },
        metrics: { overall: 0.7 },
        ms: Date.UTC(2026, 0, 2),
      });
      ids.c = await make({ model: 'llama', ms: Date.UTC(2026, 0, 3) });
    });

    it.each([
      ["metrics.overall > 0.8 and tags.env = 'production'", 'a'],
      ['metrics.overall >= 0.7', 'ab'],
      ['metrics.overall != 0.9', 'b'],
      ['not metrics.overall = 0.9', 'b'],
      ['metrics.overall is null', 'c'],
      ['metrics.overall is not null', 'ab'],
      ['metrics.category.tone = 0.5', 'a'],
      ['metrics.`category.tone` < 0.6', 'a'],
      ['metrics.missing > 0 or overall > 0.8', 'a'],
      ["tags.env != 'production'", 'b'],
      ["tags.env in ('production', 'test')", 'ab'],
      ["tags.env not in ('production')", 'b'],
      ["tags.\"a b\" = 'it''s'", 'a'],
      ['params.temperature = 0', 'a'],
      ["params.temperature = '0'", 'a'],
      ['params.temperature > 0', 'b'],
      ['params.note > 9', ''],
      ["params.note < '9'", 'a'],
      ["params.cache = 'true'", 'a'],
      ['params.sample is null', 'abc'],
      ["model like 'gpt%'", 'a'],
      ["model ilike 'gpt%'", 'ab'],
      ["model ilike 'gpt-5_x'", 'b'],
      ["model like '%\\'", ''],
      ["model > 'a'", 'ac'],
      ["attributes.state = 'queued' and source = 'server'", 'abc'],
      ["created_at >= '2026-01-02' and created_at < '2026-01-03'", 'b'],
      ["created_at = '2026-01-02T01:00:00+01:00'", 'b'],
      ['created_at < 1767312000000', 'a'],
      ["is_simulated = 'false'", 'abc'],
      ['repeats in (1, 2) and examples = 1', 'abc'],
      ['finished_at is null and prompt_version is null and error is null and quality is null', 'abc'],
      ['cost_usd > 0 or judge_cost_usd > 0 or required_failed > 0', ''],
      ["signature_hash = 'x' or dataset_hash = 'x' or started_at > 0 or created_by != 'ada'", ''],
      ["id != '' and not (model = 'llama' or model = 'gpt-4.1')", 'b'],
      ['  ', 'abc'],
    ])('%s', async (filter, expected) => {
      expect(await filtered(filter)).toEqual(
        Array.from(expected)
          .map((name) => ids[name] ?? '')
          .sort(),
      );
    });

    it('go together with pages', async () => {
      const pages = await allPages({ filter: 'metrics.overall > 0', limit: 1, sort: 'overall' });
      expect(pages.map(({ id }) => id)).toEqual([ids.a, ids.b]);
    });

    it('never become SQL', async () => {
      const hostile = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom("'; DROP TABLE runs; --", '$1', "\\'", '{"a":1}', '%', "' OR '1'='1", '\0'),
      );
      const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
      const key = (text: string) => `"${text.replaceAll('"', '""')}"`;
      await fc.assert(
        fc.asyncProperty(
          hostile.filter((text) => text !== ''),
          hostile,
          async (name, value) => {
            const filter = [
              `tags.${key(name)} = ${quoted(value)}`,
              `params.${key(name)} like ${quoted(value)}`,
              `metrics.${key(name)} > 0`,
              `model in (${quoted(value)}, ${quoted(name)})`,
            ].join(' or ');
            expect(await filtered(filter)).toEqual([]);
          },
        ),
        { numRuns: 40 },
      );
      expect(await filtered('')).toHaveLength(3);
    });

    it('of the greatest length and depth are answered', async () => {
      const deep = `${'not ('.repeat(25)}model = 'llama'${')'.repeat(25)}`;
      expect(await filtered(deep)).toHaveLength(2);
      const wide = Array.from({ length: 180 }, () => 'repeats=1').join(' and ');
      expect(await filtered(wide)).toHaveLength(3);
    });
  });
});
