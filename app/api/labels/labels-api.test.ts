import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { humanEvaluationSchema } from '#lib/contracts/evaluations.ts';
import { chatLogRow, NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { EVALUATION_TABLES, evaluationRoutes, labelDesk, type Caller } from '#lib/testing/label-desk.ts';
import { serveRoutes, testApiContext, type TestRoutes } from '#lib/testing/test-api.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';

const MINUTE_MS = 60_000;

describe.each(testDatabaseKinds())('the API of labels on %s', (kind) => {
  let db: TestDatabase;
  let url: string;
  let routes: TestRoutes;
  let desk: ReturnType<typeof labelDesk>;
  let nowMs: number;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    desk = labelDesk(db, () => url);
    routes = await evaluationRoutes(testApiContext(db, () => nowMs));
  });
  beforeEach(async () => {
    nowMs = NOON_MS;
    await emptyTables(db, ...EVALUATION_TABLES);
    url = await serveRoutes(routes);
  });
  afterAll(() => db.close());

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
    const [row] = await desk.judged([0.5]);
    const body = method === 'GET' ? undefined : { chat_id: row?.id, score: 3 };
    expect((await desk.call(by, method, path, body)).status).toBe(403);
    expect((await desk.call(null, method, path, body)).status).toBe(401);
    const { rows } = await db.pool.query('SELECT 1 FROM label_claims');
    expect(rows).toEqual([]);
    expect(await desk.list('?source=human')).toEqual([]);
  });

  it('shows what to label without the score, the model, or the judge', async () => {
    const [row] = await desk.judged([0.5]);
    const { item, rubric, progress } = await desk.next('editor');
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
    expect(await desk.next('editor')).toMatchObject({ item: null, progress: { waiting: 0 } });
  });

  it('goes by the hash of ids, whatever the scores and times', async () => {
    const rows = await desk.judged([0.1, 0.9, 0.2, 1, 0, 0.5, 0.3]);
    const shown: string[] = [];
    for (const row of rows) {
      const { item } = await desk.next('editor');
      shown.push(item?.chat_id ?? '');
      expect((await desk.label('editor', row, { score: 3 })).status).toBe(200);
    }
    expect(shown).toEqual(rows.map(({ id }) => id));
    expect(await desk.next('editor')).toMatchObject({
      ...{ item: null, progress: { waiting: 0, labelled: 7, mine: 7 } },
    });
  });

  it('passes over what this person labelled or what was deleted, however much that is', async () => {
    const rows = await desk.judged(
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
    expect((await desk.next('editor')).item?.chat_id).toBe(last?.id);
    expect((await desk.next('ci')).item?.chat_id).toBe(rows[0]?.id);
  });

  it('keeps to one exchange until it is labelled, and to one person', async () => {
    const [first, second, third] = await desk.judged([0.1, 0.5, 0.9]);
    expect((await desk.next('editor')).item?.chat_id).toBe(first?.id);
    expect((await desk.next('ci')).item?.chat_id).toBe(second?.id);
    expect((await desk.next('editor')).item?.chat_id).toBe(first?.id);
    expect((await desk.next('admin')).item?.chat_id).toBe(third?.id);
    nowMs += 16 * MINUTE_MS;
    expect((await desk.next('admin')).item?.chat_id).toBe(first?.id);
    expect((await desk.next('editor')).item?.chat_id).toBe(second?.id);
  });

  it('shows several people different exchanges, however they ask at the same moment', async () => {
    await desk.judged([0.1, 0.5, 0.9]);
    const shown = await Promise.all((['editor', 'ci', 'admin'] as const).map(desk.next));
    expect(new Set(shown.map(({ item }) => item?.chat_id)).size).toBe(3);
  });

  it('asks two different people where two labels are wanted', async () => {
    const [row] = await desk.judged([0.5], 2);
    if (!row) throw new Error('no row');
    expect((await desk.next('editor')).item?.chat_id).toBe(row.id);
    expect((await desk.next('ci')).item?.chat_id).toBe(row.id);
    expect((await desk.next('admin')).item).toBeNull();
    await desk.label('editor', row, { score: 5 });
    expect((await desk.next('editor')).item).toBeNull();
    expect((await desk.next('admin')).item).toBeNull();
    await desk.label('ci', row, { verdict: 'fail' });
    expect(await desk.next('admin')).toMatchObject({ item: null, progress: { waiting: 0, labelled: 1 } });
  });

  it('asks somebody else where one person could not tell', async () => {
    const [row] = await desk.judged([0.5]);
    if (!row) throw new Error('no row');
    await desk.next('editor');
    const { body } = await desk.label('editor', row, { verdict: 'skip', comment: ' in Dutch ' });
    expect(body).toMatchObject({
      ...{ score: null, failure: expect.stringContaining('could not tell') as string },
      details: { kind: 'skip', comment: 'in Dutch', origin: 'queue' },
    });
    expect((await desk.next('editor')).item).toBeNull();
    expect((await desk.next('ci')).item?.chat_id).toBe(row.id);
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
    const [row] = await desk.judged([0.5]);
    if (!row) throw new Error('no row');
    const { status, body } = await desk.label('editor', row, given);
    expect(status).toBe(200);
    expect(humanEvaluationSchema.parse(body)).toMatchObject({
      ...{ source: 'human', evaluator: 'eda', evaluator_name: 'Eda', chat_id: row.id, ...expected },
    });
    expect((await desk.list('?source=human'))[0]).toMatchObject(expected);
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
    const [row] = await desk.judged([0.5]);
    if (!row) throw new Error('no row');
    const { status, body } = await desk.label('editor', row, given);
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ path }]);
    expect(await desk.list('?source=human')).toEqual([]);
  });

  it('knows no exchange that is not stored', async () => {
    expect((await desk.label('editor', chatLogRow(), { score: 1 })).status).toBe(404);
  });

  it('lets people change their own label, and remembers the one before', async () => {
    const [row] = await desk.judged([0.5]);
    if (!row) throw new Error('no row');
    await desk.label('editor', row, { score: 1, comment: 'bad' });
    nowMs += MINUTE_MS;
    await desk.label('editor', row, { score: 1, comment: 'bad' });
    expect(await audit()).toEqual([]);
    const { body } = await desk.label('editor', row, { score: 4 });
    expect(body).toMatchObject({
      score: 0.8,
      created_at: new Date(NOON_MS).toISOString(),
      updated_at: new Date(nowMs).toISOString(),
    });
    await desk.label('ci', row, { score: 0 });
    expect((await desk.list('?source=human')).map(({ evaluator, score }) => [evaluator, score])).toEqual([
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
    const [row] = await desk.judged([0.5]);
    if (!row) throw new Error('no row');
    const chosen = await desk.label('editor', row, { score: 0 });
    expect(chosen.body).toMatchObject({ details: { origin: 'chosen' } });
    expect((await desk.next('editor')).item?.chat_id).toBe(row.id);
    const drawn = await desk.label('editor', row, { score: 2 });
    expect(drawn.body).toMatchObject({ score: 0.4, details: { origin: 'queue' } });
    expect((await desk.next('editor')).item).toBeNull();
  });
});
