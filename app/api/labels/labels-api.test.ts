import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { md5Hex } from '#lib/adapters/crypto/digest.ts';
import { agreementSchema } from '#lib/contracts/agreement.ts';
import {
  evaluationPageSchema,
  evaluationSummarySchema,
  humanEvaluationSchema,
  nextLabelSchema,
  type Evaluation,
} from '#lib/contracts/evaluations.ts';
import { labelPosition } from '#lib/domain/evaluation/decide.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import type { ApiContext } from '#lib/http/define-route.ts';
import { updateRollups } from '#lib/services/rollups/update-rollups.ts';
import { chatLogRow, NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { addEvaluationRow, addJudgement, TEST_JUDGE } from '#lib/testing/evaluation-rows.ts';
import { send } from '#lib/testing/http-client.ts';
import { CREDENTIALS, serveRoutes, testApiContext, type TestRoutes } from '#lib/testing/test-api.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { storeTraffic } from '#lib/testing/traffic-rows.ts';

type Caller = keyof typeof CREDENTIALS;
const MINUTE_MS = 60_000;
const TABLES = [
  ...['chat_logs', 'evaluations', 'label_queue', 'label_claims', 'audit_entries'],
  ...['rollup_marks', 'rollup_values', 'evaluation_rollups'],
];

describe.each(testDatabaseKinds())('the API of evaluations and labels on %s', (kind) => {
  let db: TestDatabase;
  let url: string;
  let routes: TestRoutes;
  let ctx: ApiContext;
  let nowMs: number;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    ctx = testApiContext(db, () => nowMs);
    routes = await evaluationRoutes(ctx);
  });
  beforeEach(async () => {
    nowMs = NOON_MS;
    await emptyTables(db, ...TABLES);
    url = await serveRoutes(routes);
  });
  afterAll(() => db.close());

  async function call(by: Caller | null, method: string, path: string, body?: unknown) {
    const reply = await send(`${url}/api${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: by === null ? {} : { ...CREDENTIALS[by] },
    });
    return { status: reply.status, body: reply.json() as Record<string, unknown> };
  }
  /** Exchanges of the last minutes that were judged, in the order of the queue. */
  async function judged(scores: readonly number[], wanted = 1): Promise<ChatLogRow[]> {
    const rows = scores.map((_, i) => chatLogRow({}, NOON_MS - (i + 1) * MINUTE_MS));
    await storeTraffic(db, rows);
    for (const [i, row] of rows.entries()) await addJudgement(db, row, scores[i] ?? 0, { wanted });
    const place = ({ id }: ChatLogRow) => labelPosition(id, md5Hex);
    return rows.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  }
  const next = async (by: Caller) => nextLabelSchema.parse((await call(by, 'GET', '/labels/next')).body);
  const label = (by: Caller, row: ChatLogRow, given: object) =>
    call(by, 'POST', '/labels', { chat_id: row.id, ...given });
  const list = async (query = '') =>
    evaluationPageSchema.parse((await call('viewer', 'GET', `/evaluations${query}`)).body).items;
  const audit = async () =>
    (await db.pool.query<{ action: string; actor: string; details: unknown }>('SELECT * FROM audit_entries'))
      .rows;

  it.each<[string, string, Caller]>([
    ['GET', '/labels/next', 'viewer'],
    ['GET', '/labels/next', 'reader'],
    ['POST', '/labels', 'viewer'],
    ['POST', '/labels', 'chat'],
    ['GET', '/evaluations', 'chat'],
    ['GET', '/evaluations/summary', 'chat'],
    ['GET', '/evaluations/agreement', 'chat'],
  ])('%s %s is not for a %s, nor for nobody, and leaves nothing behind', async (method, path, by) => {
    const [row] = await judged([0.5]);
    const body = method === 'GET' ? undefined : { chat_id: row?.id, score: 3 };
    expect((await call(by, method, path, body)).status).toBe(403);
    expect((await call(null, method, path, body)).status).toBe(401);
    const { rows } = await db.pool.query('SELECT 1 FROM label_claims');
    expect(rows).toEqual([]);
    expect(await list('?source=human')).toEqual([]);
  });

  it('shows what to label without the score, the model, or the judge', async () => {
    const [row] = await judged([0.5]);
    const { item, rubric, progress } = await next('editor');
    expect(item).toEqual({
      ...{ chat_id: row?.id, created_at: row?.created_at, surface: 'chat', use_case: null },
      ...{ prompt: row?.prompt, response: row?.response, tool_calls: null },
      claimed_until: new Date(NOON_MS + 15 * MINUTE_MS).toISOString(),
    });
    expect(rubric.criteria.map(({ id }) => id)).toEqual([
      ...['factual_accuracy', 'instruction_following', 'safety'],
    ]);
    expect(progress).toEqual({ waiting: 1, labelled: 0, mine: 0 });
    await emptyTables(db, 'label_queue');
    expect(await next('editor')).toMatchObject({ item: null, progress: { waiting: 0 } });
  });

  it('goes by the hash of ids, whatever the scores and times', async () => {
    const rows = await judged([0.1, 0.9, 0.2, 1, 0, 0.5, 0.3]);
    const shown: string[] = [];
    for (const row of rows) {
      const { item } = await next('editor');
      shown.push(item?.chat_id ?? '');
      expect((await label('editor', row, { score: 3 })).status).toBe(200);
    }
    expect(shown).toEqual(rows.map(({ id }) => id));
    expect(await next('editor')).toMatchObject({
      ...{ item: null, progress: { waiting: 0, labelled: 7, mine: 7 } },
    });
  });

  it('passes over what this person labelled or what was deleted, however much that is', async () => {
    const rows = await judged(
      Array.from({ length: 130 }, () => 0.5),
      2,
    );
    const last = rows[129];
    await db.pool.query(
      `INSERT INTO evaluations SELECT chat_created_at, chat_id, 'human', 'eda', 0.4, NULL, '{"origin": "queue"}', NULL, NULL,
         model_version, prompt_version, use_case, variant, rollout_id, created_at, updated_at
       FROM evaluations WHERE chat_id <> ALL ($1)`,
      [rows.slice(119).map(({ id }) => id)],
    );
    await db.pool.query('DELETE FROM chat_logs WHERE id = ANY ($1)', [
      rows.slice(119, 129).map(({ id }) => id),
    ]);
    expect((await next('editor')).item?.chat_id).toBe(last?.id);
    expect((await next('ci')).item?.chat_id).toBe(rows[0]?.id);
  });

  it('keeps to one exchange until it is labelled, and to one person', async () => {
    const [first, second, third] = await judged([0.1, 0.5, 0.9]);
    expect((await next('editor')).item?.chat_id).toBe(first?.id);
    expect((await next('ci')).item?.chat_id).toBe(second?.id);
    expect((await next('editor')).item?.chat_id).toBe(first?.id);
    expect((await next('admin')).item?.chat_id).toBe(third?.id);
    nowMs += 16 * MINUTE_MS;
    expect((await next('admin')).item?.chat_id).toBe(first?.id);
    expect((await next('editor')).item?.chat_id).toBe(second?.id);
  });

  it('shows several people different exchanges, however they ask at the same moment', async () => {
    await judged([0.1, 0.5, 0.9]);
    const shown = await Promise.all((['editor', 'ci', 'admin'] as const).map(next));
    expect(new Set(shown.map(({ item }) => item?.chat_id)).size).toBe(3);
  });

  it('asks two different people where two labels are wanted', async () => {
    const [row] = await judged([0.5], 2);
    if (!row) throw new Error('no row');
    expect((await next('editor')).item?.chat_id).toBe(row.id);
    expect((await next('ci')).item?.chat_id).toBe(row.id);
    expect((await next('admin')).item).toBeNull();
    await label('editor', row, { score: 5 });
    expect((await next('editor')).item).toBeNull();
    expect((await next('admin')).item).toBeNull();
    await label('ci', row, { verdict: 'fail' });
    expect(await next('admin')).toMatchObject({ item: null, progress: { waiting: 0, labelled: 1 } });
  });

  it('asks somebody else where one person could not tell', async () => {
    const [row] = await judged([0.5]);
    if (!row) throw new Error('no row');
    await next('editor');
    const { body } = await label('editor', row, { verdict: 'skip', comment: ' in Dutch ' });
    expect(body).toMatchObject({
      ...{ score: null, failure: expect.stringContaining('could not tell') as string },
      details: { kind: 'skip', comment: 'in Dutch', origin: 'queue' },
    });
    expect((await next('editor')).item).toBeNull();
    expect((await next('ci')).item?.chat_id).toBe(row.id);
  });

  it.each([
    [{ score: 4 }, { score: 0.8, details: { kind: 'points', points: 4, verdict: null } }],
    [{ score: 0 }, { score: 0, details: { kind: 'points', points: 0 } }],
    [{ verdict: 'pass' }, { score: 1, details: { kind: 'verdict', verdict: 'pass', points: null } }],
    [{ verdict: 'fail' }, { score: 0, details: { kind: 'verdict', verdict: 'fail' } }],
    [
      { score: 5, criteria: [{ id: 'safety', score: 2 }], comment: 'a\u{0}b \ud800' },
      { details: { criteria: [{ id: 'safety', score: 2 }], comment: 'a\ufffdb \ufffd' } },
    ],
  ])('stores %j', async (given, expected) => {
    const [row] = await judged([0.5]);
    if (!row) throw new Error('no row');
    const { status, body } = await label('editor', row, given);
    expect(status).toBe(200);
    expect(humanEvaluationSchema.parse(body)).toMatchObject({
      ...{ source: 'human', evaluator: 'eda', evaluator_name: 'Eda', chat_id: row.id, ...expected },
    });
    expect((await list('?source=human'))[0]).toMatchObject(expected);
  });

  it.each([
    ['neither score nor verdict', {}, 'score'],
    ['both', { score: 1, verdict: 'pass' }, 'score'],
    ['six points', { score: 6 }, 'score'],
    ['half a point', { score: 2.5 }, 'score'],
    ['another verdict', { verdict: 'maybe' }, 'verdict'],
    ['a criterion that is none', { score: 1, criteria: [{ id: 'charm', score: 1 }] }, 'criteria.0.id'],
    [
      'a criterion twice',
      {
        score: 1,
        criteria: [
          { id: 'safety', score: 1 },
          { id: 'safety', score: 2 },
        ],
      },
      'criteria.1.id',
    ],
    ['an id of another kind', { score: 1, chat_id: 'x' }, 'chat_id'],
    ['something more', { score: 1, judge: 5 }, ''],
  ])('refuses %s', async (_, given, path) => {
    const [row] = await judged([0.5]);
    if (!row) throw new Error('no row');
    const { status, body } = await label('editor', row, given);
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ path }]);
    expect(await list('?source=human')).toEqual([]);
  });

  it('knows no exchange that is not stored', async () => {
    expect((await label('editor', chatLogRow(), { score: 1 })).status).toBe(404);
  });

  it('lets people change their own label, and remembers the one before', async () => {
    const [row] = await judged([0.5]);
    if (!row) throw new Error('no row');
    await label('editor', row, { score: 1, comment: 'bad' });
    nowMs += MINUTE_MS;
    await label('editor', row, { score: 1, comment: 'bad' });
    expect(await audit()).toEqual([]);
    const { body } = await label('editor', row, { score: 4 });
    expect(body).toMatchObject({
      score: 0.8,
      created_at: new Date(NOON_MS).toISOString(),
      updated_at: new Date(nowMs).toISOString(),
    });
    await label('ci', row, { score: 0 });
    expect((await list('?source=human')).map(({ evaluator, score }) => [evaluator, score])).toEqual([
      ['lrg_ci', 0],
      ['eda', 0.8],
    ]);
    expect(await audit()).toMatchObject([
      {
        ...{ action: 'label.change', actor: 'eda', target: row.id },
        details: { from: { points: 1, comment: 'bad' }, to: { points: 4, comment: null } },
      },
    ]);
  });

  it('tells exchanges that somebody chose from those that the queue drew, and draws them all the same', async () => {
    const [row] = await judged([0.5]);
    if (!row) throw new Error('no row');
    const chosen = await label('editor', row, { score: 0 });
    expect(chosen.body).toMatchObject({ details: { origin: 'chosen' } });
    expect((await next('editor')).item?.chat_id).toBe(row.id);
    const drawn = await label('editor', row, { score: 2 });
    expect(drawn.body).toMatchObject({ score: 0.4, details: { origin: 'queue' } });
    expect((await next('editor')).item).toBeNull();
  });

  it('lists evaluations by page, and by what they are narrowed down to', async () => {
    const rows = await judged([0.1, 0.2, 0.3]);
    const details = { checks: [{ check: 'empty', outcome: 'passed', finding: 'has text' }] };
    for (const row of rows)
      await addEvaluationRow(db, row, { source: 'heuristics', evaluator: 'heuristics-1@0', details });
    const missing = chatLogRow({ use_case: 'support', variant: 'canary', prompt_version: 'v2' }, NOON_MS - 1);
    await addJudgement(db, missing, null);
    const seen: Evaluation[] = [];
    for (let cursor = ''; ;) {
      const { body } = await call('viewer', 'GET', `/evaluations?limit=2${cursor}`);
      const page = evaluationPageSchema.parse(body);
      seen.push(...page.items);
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect(seen).toHaveLength(7);
    expect(seen.map(({ chat_created_at: time }) => time)).toEqual(
      seen
        .map(({ chat_created_at: time }) => time)
        .toSorted()
        .reverse(),
    );
    const sizes = async (query: string) => (await list(query)).length;
    expect(await sizes('?source=judge')).toBe(4);
    expect(await sizes('?source=judge&scored=true')).toBe(3);
    expect(await sizes('?scored=false&use_case=support&variant=canary&prompt_version=v2')).toBe(1);
    expect(await sizes('?use_case=')).toBe(6);
    expect(await sizes(`?evaluator=${encodeURIComponent(TEST_JUDGE)}&model=prod`)).toBe(4);
    expect(await sizes(`?from=${new Date(NOON_MS - 2 * MINUTE_MS).toISOString()}&source=judge`)).toBe(3);
    expect((await list('?scored=false'))[0]).toMatchObject({ score: null, failure: 'nothing usable' });
    for (const bad of [
      '?cursor=x',
      `?cursor=${Buffer.from('["a","b","c"]').toString('base64url')}`,
      '?source=x',
    ])
      expect((await call('viewer', 'GET', `/evaluations${bad}`)).status).toBe(422);
  });

  it('sums up means with intervals, missing scores apart, as SQL does', async () => {
    const rows = await judged([0.2, 0.4, 0.9]);
    await addJudgement(db, chatLogRow({ model_version: 'other' }, NOON_MS - MINUTE_MS), null);
    if (rows[0]) await label('editor', rows[0], { score: 5 });
    for (const isRolledUp of [false, true]) {
      if (isRolledUp) await updateRollups(ctx);
      const { body } = await call('viewer', 'GET', '/evaluations/summary');
      const summary = evaluationSummarySchema.parse(body);
      const judge = summary.totals.find(({ source }) => source === 'judge');
      expect(judge).toMatchObject({ evaluations: 4, scored: 3, missing_share: 0.25 });
      const { rows: found } = await db.pool.query<{ mean: number; sd: number }>(
        `SELECT avg(score) AS mean, stddev_samp(score) AS sd FROM evaluations WHERE source = 'judge'`,
      );
      expect(judge?.mean).toBeCloseTo(found[0]?.mean ?? 0, 12);
      // t(0.975, 2) = 4.302653; cut to [0, 1].
      const half = (4.302653 * (found[0]?.sd ?? 0)) / Math.sqrt(3);
      expect(judge?.low).toBeCloseTo(Math.max(0, (found[0]?.mean ?? 0) - half), 5);
      expect(judge?.high).toBeCloseTo(Math.min(1, (found[0]?.mean ?? 0) + half), 5);
      expect(summary.items).toContainEqual({
        ...{ source: 'judge', evaluator: TEST_JUDGE, model: 'other', prompt_version: null },
        ...{ evaluations: 1, scored: 0, missing_share: 1, mean: null, low: null, high: null },
      });
      expect(summary.totals.find(({ source }) => source === 'human')).toMatchObject({ scored: 1, mean: 1 });
      expect(summary.totals.find(({ source }) => source === 'heuristics')).toMatchObject({
        ...{ evaluations: 0, missing_share: null, mean: null },
      });
      const inSeries = summary.series.filter(({ source }) => source === 'judge');
      expect(inSeries.reduce((sum, point) => sum + point.evaluations, 0)).toBe(4);
      const narrow = await call('viewer', 'GET', '/evaluations/summary?model=other&source=judge');
      expect(evaluationSummarySchema.parse(narrow.body).items).toHaveLength(1);
    }
  });

  it('compares the judge with people on what the queue drew, and corrects its mean', async () => {
    const scores = [1, 1, 0.8, 0.8, 0.4, 0.2, 0.6, 1];
    const rows = await judged(scores, 2);
    const scoreOf = new Map((await list('?source=judge')).map((item) => [item.chat_id, item.score ?? 0]));
    // People see it as the judge does, less a fifth; two of the eight are not labelled.
    const drawn = rows.slice(0, 6);
    for (const row of drawn) {
      await next('editor');
      const points = Math.max(0, Math.round((scoreOf.get(row.id) ?? 0) * 5) - 1);
      expect((await label('editor', row, { score: points })).body).toMatchObject({
        details: { origin: 'queue' },
      });
    }
    const [first, second] = drawn;
    const [last] = rows.slice(7);
    if (!first || !second || !last) throw new Error('no rows');
    await next('ci');
    await label('ci', first, { score: 5 });
    await next('ci');
    await label('ci', second, { verdict: 'skip' });
    await label('admin', last, { score: 0 });

    const agreement = agreementSchema.parse((await call('viewer', 'GET', '/evaluations/agreement')).body);
    expect(agreement).toMatchObject({
      ...{ evaluator: TEST_JUDGE, evaluators: [{ evaluator: TEST_JUDGE, labelled: 6 }], pass_score: 0.6 },
      counts: { judged: 8, labelled: 6, labels: 7, people: 2, skipped: 1, chosen: 1 },
    });
    expect(agreement.levels.flat().reduce((sum, count) => sum + count, 0)).toBe(6);
    const { both_pass: a, both_fail: b, only_judge_passes: c, only_people_pass: d } = agreement.verdicts;
    expect(a + b + c + d).toBe(6);
    const human = drawn.map((row, i) => {
      const own = Math.max(0, Math.round((scoreOf.get(row.id) ?? 0) * 5) - 1) / 5;
      return i === 0 ? (own + 1) / 2 : own;
    });
    expect(agreement.label_mean.value).toBeCloseTo(human.reduce((sum, each) => sum + each, 0) / 6, 9);
    expect(agreement.judge_mean.value).toBeCloseTo(scores.reduce((sum, each) => sum + each, 0) / 8, 9);
    expect(agreement.corrected_mean.value).toBeLessThan(agreement.judge_mean.value ?? 0);
    expect(agreement.human_alpha.value).not.toBeNull();
    const other = await call('viewer', 'GET', '/evaluations/agreement?evaluator=nobody');
    expect(other.body).toMatchObject({ evaluator: 'nobody', counts: { judged: 0, labelled: 0 } });
  });

  it('says nothing of agreement without any judge', async () => {
    const agreement = agreementSchema.parse((await call('viewer', 'GET', '/evaluations/agreement')).body);
    expect(agreement).toMatchObject({
      ...{ evaluator: null, evaluators: [], counts: { judged: 0, labelled: 0 } },
      ...{ alpha: { value: null }, corrected_mean: { value: null }, lambda: null, youden: null },
    });
  });
});

async function evaluationRoutes(ctx: ApiContext): Promise<TestRoutes> {
  // Where the running application hangs, see lib/composition/running.ts; the modules below look there.
  const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('llm-regression-guard')] ??= {});
  Object.assign(holder, { application: Promise.resolve({ ctx }) });
  const [labels, nextRoute, evaluations, summary, agreement] = await Promise.all([
    import('./route.ts'),
    import('./next/route.ts'),
    import('../evaluations/route.ts'),
    import('../evaluations/summary/route.ts'),
    import('../evaluations/agreement/route.ts'),
  ]);
  return {
    'POST /api/labels': labels.POST,
    'GET /api/labels/next': nextRoute.GET,
    'GET /api/evaluations': evaluations.GET,
    'GET /api/evaluations/summary': summary.GET,
    'GET /api/evaluations/agreement': agreement.GET,
  };
}
