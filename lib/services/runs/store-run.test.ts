import type { Duplex } from 'node:stream';
import type { Pool, PoolClient } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { scoresSchema, type Scores } from '#lib/contracts/scores.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { RUN_TABLES } from '#lib/testing/run-tables.ts';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { beginRun, failRun, updateRunProgress } from './change-run-state.ts';
import { inTransaction } from '../in-transaction.ts';
import { insertNewRun } from './insert-new-run.ts';
import { getRun } from './get-run.ts';
import { getRunArtifact } from './get-run-artifact.ts';
import { listRunExamples } from './list-run-examples.ts';
import { storeRun, type StoreRunOptions } from './store-run.ts';

const newId = createIdSource();
const upload: StoreRunOptions = { source: 'upload', createdBy: 'ci' };

/** A pool whose connections are cut at a statement. */
function poolThatIsCut(pool: Pool, atStatement: number): Pool {
  const connect = async () => {
    const client = await pool.connect();
    let statements = 0;
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
    return Object.assign(Object.create(client) as PoolClient, {
      query: (...args: unknown[]) => {
        statements += 1;
        const { connection } = client as unknown as { connection: { stream: Duplex } };
        if (statements === atStatement) connection.stream.destroy();
        return query(...args);
      },
    });
  };
  return Object.assign(Object.create(pool) as Pool, { query: pool.query.bind(pool), connect });
}

describe.each(testDatabaseKinds())('storing runs on %s', (kind) => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(() => emptyTables(db, ...RUN_TABLES));
  afterAll(() => db.close());

  const ctx = () => ({ pool: db.pool, sha256Hex, clock: { nowMs: () => NOON_MS, elapsedMs: () => 0 } });
  const store = (scores: Scores, options = upload) => storeRun(ctx(), scores, options);
  const scoresOf = (options: Partial<Parameters<typeof syntheticScores>[0]> = {}) =>
    syntheticScores({ runId: newId(NOON_MS), examples: 12, repeats: 2, ...options });
  const queue = ({ run_id, model, prompt_version, repeats }: Scores) =>
    inTransaction(db.pool, (client) =>
      insertNewRun(ctx(), client, {
        id: run_id,
        model,
        isSimulated: false,
        promptVersion: prompt_version,
        params: {},
        tags: {},
        repeats,
        examples: 3,
        createdBy: 'ada',
      }),
    );
  async function countRows(): Promise<Record<string, number>> {
    const counts = await Promise.all(
      RUN_TABLES.map(async (table) => {
        const { rows } = await db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
        return [table, rows[0]?.n ?? -1] as const;
      }),
    );
    return Object.fromEntries(counts.filter(([, n]) => n > 0));
  }
  async function contentOf(runId: string): Promise<Record<string, unknown>> {
    const tables = RUN_TABLES.filter(
      (table) => !['golden_examples', 'run_promotions', 'runs'].includes(table),
    );
    const contents = await Promise.all(
      tables.map(async (table) => {
        const { rows } = await db.pool.query(
          `SELECT to_jsonb(t) - 'run_id' AS row FROM ${table} AS t WHERE run_id = $1 ORDER BY 1`,
          [runId],
        );
        return [table, rows] as const;
      }),
    );
    const run = await db.pool.query(
      `SELECT to_jsonb(t) - '{id,created_at,created_by,source,content_hash}'::text[] AS row FROM runs AS t WHERE id = $1`,
      [runId],
    );
    return { ...Object.fromEntries(contents), runs: run.rows };
  }
  async function everything(runId: string): Promise<Scores['examples']> {
    const listing = await listRunExamples(ctx(), runId, {
      limit: 500,
      show: 'all',
      sort: 'position',
      order: 'asc',
    });
    if (!listing?.ok) throw new Error('no page');
    return listing.page.items.map(
      ({ position, embedding, rouge_l, judge_score, latency_ms, cost_usd, ...example }) => example,
    );
  }

  it('keeps all that a scores file says', async () => {
    const scores = scoresOf({ tags: { branch: "fix/'quotes'", leer: '' } });
    expect(await store(scores)).toMatchObject({ action: 'stored', runId: scores.run_id });
    const run = await getRun(ctx(), scores.run_id);
    const { examples, schema_version, run_id, usage, ...head } = scores;
    expect(run).toMatchObject({
      ...head,
      id: run_id,
      created_at: new Date(NOON_MS).toISOString(),
      created_by: 'ci',
      source: 'upload',
      state: 'finished',
      examples: 12,
      usage,
      cost_usd: 0.5,
      judge_cost_usd: null,
      required_failed: scores.checks.required_failed,
      signature_hash: scores.signature.hash,
      dataset_hash: scores.dataset.hash,
      progress: null,
      error: null,
      is_baseline: false,
    });
    expect(run?.category_scores).toEqual({
      facts: scores.categories.facts?.composite.mean,
      tone: scores.categories.tone?.composite.mean,
    });
    expect(run?.distribution.reduce((sum, n) => sum + n, 0)).toBe(12);
    expect(await everything(run_id)).toEqual(examples);
    expect(scoresSchema.parse(scores)).toEqual(scores);
  });

  it('keeps texts once, however many runs score them', async () => {
    await store(scoresOf());
    await store(scoresOf({ shift: 0.1 }));
    expect(await countRows()).toMatchObject({
      golden_examples: 12,
      run_examples: 24,
      run_answers: 48,
      runs: 2,
    });
  });

  it('leaves the texts of other runs alone when somebody claims the same golden set for others', async () => {
    const honest = scoresOf();
    await store(honest);
    await store(scoresOf({ change: (example) => ({ ...example, prompt: 'Something quite different' }) }));
    expect(await everything(honest.run_id)).toEqual(honest.examples);
  });

  it('stores the same scores once, at the same time or later', async () => {
    const scores = scoresOf({ examples: 40 });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => store(structuredClone(scores))));
    const actions = outcomes.map(({ action }) => action).sort();
    expect(actions).toEqual([...Array<string>(19).fill('duplicate'), 'stored']);
    expect((await store(scores)).action).toBe('duplicate');
    expect(await countRows()).toMatchObject({ runs: 1, run_examples: 40, run_answers: 80 });
  });

  it('stores many different runs of one golden set at once', async () => {
    const all = Array.from({ length: 10 }, (_, i) => scoresOf({ examples: 60, shift: i / 100 }));
    // Each in an order of its own: they must not lock each other out.
    const shuffled = all.map((scores, i) =>
      syntheticScores({
        runId: scores.run_id,
        examples: 60,
        change: (example, index) => ({ ...example, id: `example-${(index * 7 + i * 13) % 60}` }),
      }),
    );
    const outcomes = await Promise.all(shuffled.map((scores) => store(scores)));
    expect(new Set(outcomes.map(({ action }) => action))).toEqual(new Set(['stored']));
  });

  it('refuses other scores under an id that is taken', async () => {
    const scores = scoresOf();
    await store(scores);
    const other = scoresOf({ runId: scores.run_id, shift: 0.2 });
    expect(await store(other)).toEqual({
      action: 'conflict',
      message: `there is another run with the id ${scores.run_id}`,
    });
    expect(await everything(scores.run_id)).toEqual(scores.examples);
  });

  it('stores nothing of a run that it can not store whole', async () => {
    const artifacts = [1, 2].map(() => ({ name: 'same', media_type: 'text/plain', content: 'x' }));
    await expect(store({ ...scoresOf(), artifacts })).rejects.toThrow(/run_artifacts_pkey/);
    expect(await countRows()).toEqual({});
  });

  it('stores nothing when the connection dies in the middle', async () => {
    const scores = scoresOf({ examples: 200 });
    await expect(storeRun({ ...ctx(), pool: poolThatIsCut(db.pool, 6) }, scores, upload)).rejects.toThrow();
    expect(await countRows()).toEqual({});
    expect((await store(scores)).action).toBe('stored');
  });

  it('keeps artifacts character by character', async () => {
    const scores = scoresOf();
    const content = 'name: "ü\0"\r\n';
    await store({ ...scores, artifacts: [{ name: 'rubric.yaml', media_type: 'text/yaml', content }] });
    const run = await getRun(ctx(), scores.run_id);
    expect(run?.artifacts).toEqual([
      { name: 'rubric.yaml', media_type: 'text/yaml', bytes: 13, sha256: sha256Hex(content) },
    ]);
    const file = await getRunArtifact(ctx(), scores.run_id, 'rubric.yaml');
    expect(Buffer.from(file?.content ?? []).toString()).toBe(content);
    expect(await getRunArtifact(ctx(), scores.run_id, 'other')).toBeNull();
  });

  it('keeps texts that databases do not like', async () => {
    const nasty = 'a\0b \ud800 \u2028 \\u0000 "; DROP TABLE runs; --';
    const scores = scoresOf({
      change: (example) => ({
        ...example,
        prompt: nasty,
        answers: example.answers.map((answer) => ({ ...answer, answer: nasty, missing: { [nasty]: nasty } })),
      }),
    });
    expect((await store(scores)).action).toBe('stored');
    const [first] = await everything(scores.run_id);
    const clean = 'a\ufffdb \ufffd \u2028 \\u0000 "; DROP TABLE runs; --';
    expect(first?.prompt).toBe(clean);
    expect(first?.answers[0]).toMatchObject({ answer: clean, missing: { [clean]: clean } });
  });

  describe('from the server itself', () => {
    const server: StoreRunOptions = { source: 'server', createdBy: 'ada' };

    it('gives the same rows as an upload', async () => {
      const [uploaded, scored] = [scoresOf(), scoresOf()];
      await queue(scored);
      await beginRun(ctx(), scored.run_id);
      expect(await store(scored, server)).toMatchObject({ action: 'stored', runId: scored.run_id });
      await store(uploaded);
      expect(await contentOf(scored.run_id)).toEqual(await contentOf(uploaded.run_id));
    });

    it('fills in the row that shows it waiting and running', async () => {
      const scores = scoresOf();
      await queue(scores);
      expect(await getRun(ctx(), scores.run_id)).toMatchObject({
        state: 'queued',
        overall: null,
        examples: 3,
      });
      expect(await beginRun(ctx(), scores.run_id)).toBe(true);
      const progress = {
        calls_done: 1,
        calls_total: 6,
        examples_done: 0,
        examples_total: 3,
        failed_calls: 0,
        cost_usd: null,
        calls_per_second: 0.5,
        seconds_left: 10,
      };
      expect(await updateRunProgress(ctx(), scores.run_id, progress)).toBe(true);
      expect(await getRun(ctx(), scores.run_id)).toMatchObject({
        state: 'running',
        progress,
        started_at: new Date(NOON_MS).toISOString(),
      });
      await db.pool.query(`UPDATE runs SET tags = '{"note": "mine"}' WHERE id = $1`, [scores.run_id]);
      expect((await store({ ...scores, tags: { note: 'its', a: 'b' } }, server)).action).toBe('stored');
      expect(await getRun(ctx(), scores.run_id)).toMatchObject({
        state: 'finished',
        source: 'server',
        created_by: 'ada',
        progress: null,
        tags: { note: 'mine', a: 'b' },
        overall: scores.overall,
      });
      expect(await updateRunProgress(ctx(), scores.run_id, progress)).toBe(false);
      expect(await beginRun(ctx(), scores.run_id)).toBe(false);
      expect(await failRun(ctx(), scores.run_id, 'too late')).toBe(false);
      expect((await store({ ...scores, tags: { note: 'its', a: 'b' } }, server)).action).toBe('duplicate');
    });

    it('is not stored once it failed, and an upload can not take its place', async () => {
      const scores = scoresOf();
      await queue(scores);
      expect(await store(scores)).toMatchObject({ action: 'conflict' });
      expect(await failRun(ctx(), scores.run_id, 'no \0 model')).toBe(true);
      expect(await store(scores, server)).toEqual({
        action: 'conflict',
        message: `run ${scores.run_id} is failed already`,
      });
      expect(await getRun(ctx(), scores.run_id)).toMatchObject({ state: 'failed', error: 'no \ufffd model' });
      expect(await countRows()).toEqual({ runs: 1 });
    });
  });
});
