import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import {
  comparedExamplePageSchema,
  runComparisonSchema,
  type ComparedExample,
  type RunComparison,
} from '#lib/contracts/comparisons.ts';
import type { ScoredExample, Scores } from '#lib/contracts/scores.ts';
import { answerFigures } from '#lib/domain/compare/answer-figures.ts';
import { gateOptionsSchema } from '#lib/domain/gate/settings.ts';
import { makeVerdict } from '#lib/domain/gate/make-verdict.ts';
import { storeRun } from '#lib/services/runs/store-run.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { settingsWith } from '#lib/testing/gate-runs.ts';
import { send } from '#lib/testing/http-client.ts';
import { runRoutes } from '#lib/testing/run-routes.ts';
import { RUN_TABLES } from '#lib/testing/run-tables.ts';
import { syntheticScores, type SyntheticOptions } from '#lib/testing/synthetic-scores.ts';
import { CREDENTIALS, serveRoutes, testApiContext, type TestRoutes } from '#lib/testing/test-api.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';

const newId = createIdSource();
const UNKNOWN = '01a1fc11-0620-7595-8cc1-0ba4e615960a';
const { thresholds } = settingsWith();

type Change = (answer: ScoredExample['answers'][number], index: number) => Partial<typeof answer>;

/** The same change of every answer. */
const answersWith =
  (change: Change): NonNullable<SyntheticOptions['change']> =>
  (example, index) => ({
    ...example,
    answers: example.answers.map((answer) => ({ ...answer, ...change(answer, index) })),
  });

describe.each(testDatabaseKinds())('the API of comparisons on %s', (kind) => {
  let db: TestDatabase;
  let routes: TestRoutes;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    const config = { scorer: { gate: gateOptionsSchema.parse({}), thresholds } };
    const ctx = Object.assign(
      testApiContext(db, () => NOON_MS),
      { config },
    );
    // Puts the context where the routes look for it.
    await runRoutes(ctx);
    const [compare, examples] = await Promise.all([import('./route.ts'), import('./examples/route.ts')]);
    routes = { 'GET /api/compare': compare.GET, 'GET /api/compare/examples': examples.GET };
  });
  beforeEach(() => emptyTables(db, ...RUN_TABLES));
  afterAll(() => db.close());

  async function store(options: Partial<SyntheticOptions> = {}): Promise<Scores> {
    const scores = syntheticScores({ runId: newId(NOON_MS), examples: 20, ...options });
    const clock = { nowMs: () => NOON_MS, elapsedMs: () => 0 };
    const origin = { source: 'upload' as const, createdBy: 'ci' };
    await storeRun({ pool: db.pool, clock, sha256Hex }, scores, origin);
    return scores;
  }

  async function get(path: string, by: keyof typeof CREDENTIALS | null = 'reader') {
    const url = await serveRoutes(routes);
    const reply = await send(`${url}/api/compare${path}`, {
      method: 'GET',
      headers: by === null ? {} : CREDENTIALS[by],
    });
    return { status: reply.status, body: reply.json() as Record<string, unknown> };
  }

  const compare = async (...runs: readonly Scores[]): Promise<RunComparison> => {
    const { status, body } = await get(`?runs=${runs.map((run) => run.run_id).join(',')}`);
    expect(status, JSON.stringify(body)).toBe(200);
    return runComparisonSchema.parse(body);
  };

  describe('runs', () => {
    it('compares each with the first, by the figures of the gate', async () => {
      const better = await store({ shift: 0.1, repeats: 2 });
      const base = await store({ repeats: 2 });
      const worse = await store({ shift: -0.2, model: 'small', repeats: 2 });
      const { runs } = await compare(base, better, worse);
      expect(runs.map(({ run }) => run.id)).toEqual([base.run_id, better.run_id, worse.run_id]);
      expect(runs[0]?.against_reference).toBeNull();
      for (const [index, run] of [better, worse].entries()) {
        const { overall, categories } = makeVerdict(run, base, settingsWith());
        const found = runs[index + 1]?.against_reference;
        expect(found?.overall).toEqual(overall);
        expect(found?.categories).toEqual(categories);
        expect(found?.signature_differences).toEqual([]);
      }
      expect(runs[2]?.against_reference?.overall.sentence).toMatch(/is more than noise/);
    });

    it('tells cost, latency and length as the answers do', async () => {
      const run = await store({
        examples: 23,
        repeats: 2,
        change: answersWith(({ repeat }, index) => ({
          ...(index === 4 && repeat === 1
            ? { status: 'error', answer: null, error: 'timeout', cost_usd: null, latency_ms: 9_999 }
            : { cost_usd: 0.0001 * (index + 1), latency_ms: (index * 37) % 101 }),
          output_tokens: index === 5 ? null : index,
        })),
      });
      const { runs } = await compare(run, await store());
      const expected = answerFigures(run.examples.flatMap(({ answers }) => answers));
      expect(expected.cost_per_thousand_usd).not.toBeNull();
      for (const [name, value] of Object.entries(expected))
        expect(runs[0]?.[name as keyof typeof expected], name).toBeCloseTo(Number(value), 9);
    });

    it('marks the frontier of cost and quality', async () => {
      const priced = (cost_usd: number | null, shift: number) =>
        store({ shift, change: answersWith(() => ({ cost_usd })) });
      const { runs } = await compare(
        await priced(0.001, 0),
        await priced(0.002, -0.1),
        await priced(0.004, 0.1),
        await priced(null, 0.2),
      );
      expect(runs.map((run) => run.is_on_cost_frontier)).toEqual([true, false, true, null]);
      expect(runs.map((run) => run.cost_per_thousand_usd?.toFixed(6) ?? null)).toEqual([
        ...['1.000000', '2.000000', '4.000000'],
        null,
      ]);
    });

    it('says what differs between signatures', async () => {
      const { runs } = await compare(await store(), await store({ examples: 18 }));
      expect(runs[1]?.against_reference?.signature_differences).toEqual([
        expect.objectContaining({ field: 'dataset_hash' }),
      ]);
      expect(runs[1]?.against_reference?.overall.n).toBe(18);
    });
  });

  describe('refusals', () => {
    it('asks for a key with the scope read', async () => {
      const query = `?runs=${UNKNOWN},${newId(NOON_MS)}`;
      for (const path of [query, `/examples${query}`]) {
        expect((await get(path, null)).status).toBe(401);
        expect((await get(path, 'chat')).status).toBe(403);
        expect((await get(path, 'viewer')).status).toBe(404);
      }
    });

    it('names the runs that there are not', async () => {
      const { run_id: id } = await store();
      for (const path of ['', '/examples']) {
        const { status, body } = await get(`${path}?runs=${id},${UNKNOWN}`);
        expect([status, body.detail]).toEqual([404, `there is no run ${UNKNOWN}`]);
      }
    });

    it('names runs that have not finished', async () => {
      const { run_id: id } = await store();
      const { run_id: other } = await store();
      await db.pool.query(`UPDATE runs SET state = 'running' WHERE id = $1`, [other]);
      for (const path of ['', '/examples']) {
        const { status, body } = await get(`${path}?runs=${id},${other}`);
        expect([status, body.detail]).toEqual([
          409,
          `run ${other} is running: only finished runs can be compared`,
        ]);
      }
    });

    const two = `${UNKNOWN},${newId(NOON_MS)}`;
    it.each([
      ['no runs', '', 'runs'],
      ['one run', `?runs=${UNKNOWN}`, 'runs'],
      ['other ids', '?runs=a,b', 'runs.0'],
      ['a run twice', `?runs=${UNKNOWN},${UNKNOWN.toUpperCase()}`, 'runs'],
      ['eleven runs', `?runs=${Array.from({ length: 11 }, () => newId(NOON_MS)).join(',')}`, 'runs'],
      ['examples of three runs', `/examples?runs=${two},${newId(NOON_MS)}`, 'runs'],
      ['another change', `/examples?runs=${two}&change=sideways`, 'change'],
      ['another cursor', `/examples?runs=${two}&cursor=nonsense`, 'cursor'],
    ])('of a query with %s', async (_, query, path) => {
      const { status, body } = await get(query);
      expect(status).toBe(422);
      expect(body.errors).toEqual(expect.arrayContaining([expect.objectContaining({ path })]));
    });
  });

  describe('examples', () => {
    /** Scores by example; null has none. */
    const scored = (composites: Readonly<Record<number, number | null>>): Partial<SyntheticOptions> => ({
      examples: 8,
      change: answersWith((_, index) => {
        const score = composites[index] === undefined ? 0.5 : composites[index];
        return { scores: { embedding: score, rouge_l: score, judge_score: score, composite: score } };
      }),
    });

    async function list(runs: readonly Scores[], query = '', limit = 3): Promise<ComparedExample[]> {
      const items: ComparedExample[] = [];
      let cursor = '';
      do {
        const path = `/examples?runs=${runs.map((run) => run.run_id).join(',')}&limit=${limit}${query}${cursor}`;
        const { status, body } = await get(path);
        expect(status, JSON.stringify(body)).toBe(200);
        const page = comparedExamplePageSchema.parse(body);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        items.push(...page.items);
        cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
      } while (cursor !== '');
      return items;
    }
    const changes = (items: readonly ComparedExample[]) =>
      items.map(({ id, delta }) => [Number(id.slice(8)), delta === null ? null : Number(delta.toFixed(6))]);

    it('lists the largest change first, page by page', async () => {
      const runs = [
        await store(scored({})),
        await store(scored({ 1: 0.9, 2: 0.1, 3: 0.4, 4: 0.55, 5: null })),
      ];
      expect(changes(await list(runs, '&change=regressed', 1))).toEqual([
        [2, -0.4],
        [3, -0.1],
      ]);
      expect(changes(await list(runs, '&change=improved'))).toEqual([
        [1, 0.4],
        [4, 0.05],
      ]);
      const all = changes(await list(runs));
      expect(all.slice(0, 4).map(([id]) => id)).toEqual(expect.arrayContaining([1, 2, 3, 4]));
      expect(all.slice(0, 4).map(([, delta]) => Math.abs(Number(delta)))).toEqual([0.4, 0.4, 0.1, 0.05]);
      expect(all.slice(4)).toEqual([
        [7, 0],
        [6, 0],
        [0, 0],
        [5, null],
      ]);
      expect(changes(await list(runs, '&change=all&category=tone', 2)).map(([id]) => id)).toEqual([
        1, 3, 7, 5,
      ]);
      expect(await list(runs, '&category=nobody')).toEqual([]);
    });

    it('gives both sides with all answers', async () => {
      const base = await store({ examples: 2, repeats: 3 });
      const other = await store({ examples: 2, repeats: 2, shift: 0.1 });
      const [item] = await list([base, other], '&category=tone');
      expect(item).toMatchObject({
        id: 'example-1',
        prompt: 'What is 1 plus 1? ',
        reference_response: 'It is 2. ',
      });
      expect(item?.reference?.answers.map(({ answer }) => answer)).toEqual([
        'It is 1. ',
        'It is 2. ',
        'It is 3. ',
      ]);
      expect(item?.current?.answers[0]?.judge[0]?.judgement?.criteria[0]?.evidence).toBe('It is');
      expect(item?.delta).toBeCloseTo(
        Number(item?.current?.composite) - Number(item?.reference?.composite),
        9,
      );
    });

    it('shows what one side lacks, and takes another prompt of the same id for another example', async () => {
      const base = await store({ examples: 3 });
      const other = await store({
        examples: 4,
        change: (example, index) => ({
          ...example,
          id: index === 2 ? 'example-9' : example.id,
          prompt: index === 1 ? 'Another prompt' : example.prompt,
          source: index === 0 ? 'elsewhere' : example.source,
        }),
      });
      const items = await list([base, other], '', 2);
      const sides = items.map(({ id, delta, reference, current }) => [
        id,
        delta,
        reference !== null,
        current !== null,
      ]);
      expect(sides).toHaveLength(5);
      expect(sides).toEqual(
        expect.arrayContaining([
          ['example-0', 0, true, true],
          ['example-1', null, true, true],
          ['example-2', null, true, false],
          ['example-3', null, false, true],
          ['example-9', null, false, true],
        ]),
      );
      expect(items.find(({ id }) => id === 'example-1')?.prompt).toBe('Another prompt');
    });
  });
});
