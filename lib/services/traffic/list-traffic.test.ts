import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdSource } from '#lib/adapters/crypto/digest.ts';
import { chatLogPageSchema, chatLogsQuerySchema } from '#lib/contracts/chat-logs.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { chatLogRow, NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { addJudgement } from '#lib/testing/evaluation-rows.ts';
import { openTestDatabase, testDatabaseKinds, type TestDatabase } from '#lib/testing/test-database.ts';
import { addEvaluation, storeTraffic, trafficRows } from '#lib/testing/traffic-rows.ts';
import { storeFeedback } from '../feedback/store-feedback.ts';
import { listChatLogs } from '../list-chat-logs.ts';
import { exportChatLogs } from './export-chat-logs.ts';

const newId = createIdSource();

async function collect(pieces: AsyncGenerator<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

/** As docs/scale.md says; the embedded database has no trigrams, so both ways of searching are tried. */
async function makeTextIndex({ pool }: TestDatabase): Promise<void> {
  const docs = readFileSync('docs/scale.md', 'utf8');
  const [, sql = ''] = /```sql\n([^`]*chat_logs_text_idx[^`]*)```/.exec(docs) ?? [];
  for (const statement of sql.split(';').filter((part) => part.trim() !== '')) await pool.query(statement);
  const { rows } = await pool.query(`SELECT 1 FROM pg_indexes WHERE indexname = 'chat_logs_text_idx'`);
  expect(rows).toHaveLength(1);
}

const DAY_MS = 86_400_000;
const clock = { nowMs: () => NOON_MS, elapsedMs: () => 0 };

describe.each(testDatabaseKinds())('traffic on %s', (kind) => {
  let db: TestDatabase;
  const rows = trafficRows();
  const scores = new Map<string, number>();
  const ratings = new Map<string, 'up' | 'down'>();

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    if (kind === 'postgres') await makeTextIndex(db);
    await storeTraffic(db, rows);
    for (const [i, row] of rows.entries()) {
      if (i % 5 === 1) {
        // Before shadow evaluations goes the judge's own; of several the latest with a score.
        const own = (i + 3) / 63;
        await addJudgement(db, row, 1 - own, { evaluator: 'earlier judge', nowMs: NOON_MS - DAY_MS });
        await addJudgement(db, row, own);
        await addJudgement(db, row, null, { evaluator: 'later judge', nowMs: NOON_MS + DAY_MS });
        scores.set(row.id, own);
      }
      if (!row.is_sampled) continue;
      const score = i % 8 === 0 ? null : i / 60;
      const time = Date.parse(row.created_at);
      // An earlier evaluation, by another judge, doesn't count.
      await addEvaluation(db, newId(time), row, score === null ? null : 1 - score, NOON_MS - DAY_MS);
      await addEvaluation(db, newId(time), row, score);
      if (score !== null && !scores.has(row.id)) scores.set(row.id, score);
      if (i % 6 !== 0) continue;
      const rating = i % 12 === 0 ? 'up' : 'down';
      ratings.set(row.id, rating);
      await storeFeedback({ pool: db.pool, clock, privacy: null }, { chat_id: row.id, rating });
    }
  });
  afterAll(() => db.close());

  async function list(query: Record<string, string>) {
    const page = await listChatLogs(
      { pool: db.pool, clock },
      chatLogsQuerySchema.parse({ limit: '500', ...query }),
    );
    if (!page) throw new Error('bad cursor');
    return chatLogPageSchema.parse(page);
  }

  type Expected = (row: ChatLogRow, index: number) => boolean;
  const minute = (index: number) => new Date(NOON_MS - (60 - index) * 60_000).toISOString();
  const long = `${'long '.repeat(40)}1`;
  it.each<[string, Record<string, string>, Expected]>([
    ['nothing', {}, () => true],
    ['a time', { from: minute(10), to: minute(20) }, (_, i) => i >= 10 && i <= 20],
    ['a user', { user_id: 'ada' }, (row) => row.user_id === 'ada'],
    ['a user with a long name', { user_id: long }, (row) => row.user_id === long],
    ['no user', { user_id: '' }, (row) => row.user_id === null],
    ['a session', { session_id: 'session 3' }, (row) => row.session_id === 'session 3'],
    ['a use case', { use_case: 'search' }, (row) => row.use_case === 'search'],
    ['no use case', { use_case: '' }, (row) => row.use_case === null],
    ['a model', { model: 'large' }, (row) => row.model_version === 'large'],
    ['a prompt version', { prompt_version: 'assistant@1' }, (row) => row.prompt_version === 'assistant@1'],
    ['no prompt version', { prompt_version: '' }, (row) => row.prompt_version === null],
    ['a variant', { variant: 'canary' }, (row) => row.variant === 'canary'],
    ['an upstream', { upstream: 'other' }, (row) => row.upstream === 'other'],
    ['a status', { status: 'timeout' }, (row) => row.status === 'timeout'],
    ['several', { status: 'ok,error' }, (row) => row.status !== 'timeout'],
    ['an HTTP status', { http_status: '503' }, (row) => row.http_status === 503],
    [
      'a latency',
      { min_latency_ms: '300', max_latency_ms: '600' },
      ({ latency_ms: ms }) => ms >= 300 && ms <= 600,
    ],
    [
      'a score',
      { min_score: '0.5', max_score: '0.8' },
      ({ id }) => (scores.get(id) ?? -1) >= 0.5 && (scores.get(id) ?? 2) <= 0.8,
    ],
    ['sampled ones', { sampled: 'true' }, (row) => row.is_sampled],
    ['others', { sampled: 'false' }, (row) => !row.is_sampled],
    ['praised ones', { feedback: 'up' }, ({ id }) => ratings.get(id) === 'up'],
    ['criticised ones', { feedback: 'down' }, ({ id }) => ratings.get(id) === 'down'],
    ['rated ones', { feedback: 'any' }, ({ id }) => ratings.has(id)],
    ['unrated ones', { feedback: 'none' }, ({ id }) => !ratings.has(id)],
    ['a text in the prompt', { search: 'QUESTION 7:' }, (_, i) => i === 7],
    ['a text in the answer', { search: 'answer "12"' }, (_, i) => i === 12],
    ['a text in the error', { search: 'req_19abc' }, (_, i) => i === 19],
    ['a percent sign, which is one', { search: '0% of' }, () => true],
    ['an underscore, which is one', { search: 'e_?' }, () => false],
    ['a backslash, which is one', { search: '\\' }, () => false],
    ['a quote', { search: `'; DROP TABLE chat_logs; --` }, () => false],
    ['a pattern', { error_pattern: 'no answer to request ‹id› after ‹n› ms' }, (row) => row.error !== null],
    [
      'everything at once',
      {
        model: 'small',
        use_case: 'support',
        status: 'ok',
        sampled: 'false',
        max_latency_ms: '900',
        user_id: 'ada',
      },
      (row) =>
        row.model_version === 'small' &&
        row.use_case === 'support' &&
        row.status === 'ok' &&
        !row.is_sampled &&
        row.latency_ms <= 900 &&
        row.user_id === 'ada',
    ],
  ])('is narrowed down to %s', async (_, query, expected) => {
    const { items } = await list(query);
    const ids = rows.filter(expected).map(({ id }) => id);
    expect(items.map(({ id }) => id)).toEqual(ids.reverse());
  });

  it('shows the score and the ratings of each', async () => {
    const { items } = await list({});
    for (const item of items) {
      const index = rows.findIndex(({ id }) => id === item.id);
      expect(item.score ?? null, String(index)).toBe(scores.get(item.id) ?? null);
      expect(item.feedback_up).toBe(ratings.get(item.id) === 'up' ? 1 : 0);
      expect(item.feedback_down).toBe(ratings.get(item.id) === 'down' ? 1 : 0);
    }
  });

  const totalOf = ({ input_tokens: input, output_tokens: output }: ChatLogRow) =>
    input === null || output === null ? null : input + output;
  const VALUES: Record<string, (row: ChatLogRow) => number | null> = {
    created_at: (row) => Date.parse(row.created_at),
    latency_ms: (row) => row.latency_ms,
    cost_usd: (row) => row.cost_usd,
    total_tokens: totalOf,
  };
  it.each(
    Object.keys(VALUES).flatMap((sort) => [
      [sort, 'asc'],
      [sort, 'desc'],
    ]),
  )('is sorted by %s %s over pages, the unknown last', async (sort = '', order = '') => {
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await list({ sort, order, limit: '7', ...(cursor === '' ? {} : { cursor }) });
      found.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    const value = VALUES[sort];
    const sign = order === 'asc' ? 1 : -1;
    const expected = rows.toSorted((a, b) => {
      const [x, y] = [value?.(a) ?? null, value?.(b) ?? null];
      if (x !== y && (x === null || y === null)) return x === null ? 1 : -1;
      return sign * ((x ?? 0) - (y ?? 0) || (a.id < b.id ? -1 : 1));
    });
    expect(found).toEqual(expected.map(({ id }) => id));
  });

  it.each([
    { sort: 'latency_ms', cursor: 'x' },
    { sort: 'created_at', cursor: Buffer.from('["latency_ms","desc",1,"x"]').toString('base64url') },
  ])('takes no cursor of another list', async (query) => {
    expect(await listChatLogs({ pool: db.pool, clock }, chatLogsQuerySchema.parse(query))).toBeNull();
  });

  it('is of the last 24 hours by default', async () => {
    const late = { pool: db.pool, clock: { ...clock, nowMs: () => NOON_MS + DAY_MS - 30 * 60_000 } };
    const page = await listChatLogs(late, chatLogsQuerySchema.parse({ limit: '500' }));
    expect(page?.items).toHaveLength(30);
  });

  it('cuts long texts only where excerpts are enough', async () => {
    const prompt = 'é'.repeat(5_000);
    const [row] = trafficRows();
    const time = NOON_MS - 2 * DAY_MS;
    await storeTraffic(db, [
      { ...chatLogRow(row), id: newId(time), created_at: new Date(time).toISOString(), prompt },
    ]);
    const range = { from: new Date(time - 1).toISOString(), to: new Date(time + 1).toISOString() };
    expect((await list(range)).items[0]?.prompt).toBe(prompt);
    expect((await list({ ...range, texts: 'excerpt' })).items[0]?.prompt).toBe('é'.repeat(4_000));
  });

  describe('as a file', () => {
    const read = async (format: 'csv' | 'jsonl', query = {}) =>
      (await collect(exportChatLogs({ pool: db.pool, clock }, { format, ...query }))).join('');

    it('has one JSON object a line, those of the list', async () => {
      const lines = (await read('jsonl')).trimEnd().split('\n');
      expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual((await list({})).items);
    });

    it('has one row an exchange as CSV, formulas as texts', async () => {
      const text = await read('csv', { sampled: 'true' });
      expect(text.split('\r\n')[0]).toMatch(/^id,created_at,.*,prompt,response,tool_calls,metadata$/);
      expect(text.split('\r\n')).toHaveLength(1 + 30 + 1);
      expect(text).toContain('"Answer ""2"",\nquoted"');
      expect(text).toContain(",'=SUM(A1) Question 8: 100% of what_?,");
      expect(text).not.toContain(',=SUM');
    });

    it('is empty, but for the heading, where nothing matches', async () => {
      expect(await read('jsonl', { model: 'none' })).toBe('');
      expect((await read('csv', { model: 'none' })).split('\r\n')).toHaveLength(2);
    });

    it('reads on only when more is taken', async () => {
      const many = Array.from({ length: 250 }, (_, i) => {
        const [row] = trafficRows();
        const time = NOON_MS - 3 * DAY_MS - i;
        return { ...chatLogRow(row), id: newId(time), created_at: new Date(time).toISOString() };
      });
      await storeTraffic(db, many);
      let queries = 0;
      const counting = new Proxy(db.pool, {
        get: (pool, name) => {
          if (name === 'query') queries += 1;
          const value: unknown = Reflect.get(pool, name);
          return typeof value === 'function' ? (value.bind(pool) as unknown) : value;
        },
      });
      const filter = {
        from: new Date(NOON_MS - 4 * DAY_MS).toISOString(),
        to: new Date(NOON_MS - 3 * DAY_MS).toISOString(),
      };
      const pieces = exportChatLogs({ pool: counting, clock }, { format: 'jsonl', ...filter });
      const first = await pieces.next();
      expect(first.done === true ? [] : first.value.split('\n')).toHaveLength(101);
      expect(queries).toBe(1);
      await pieces.return(undefined);
      expect(queries).toBe(1);
      const all = await collect(exportChatLogs({ pool: counting, clock }, { format: 'jsonl', ...filter }));
      expect(all.join('').trimEnd().split('\n')).toHaveLength(250);
      expect(queries).toBe(4);
    });
  });
});
