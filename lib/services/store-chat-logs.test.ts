import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { chatLogRow, linesOf } from '#lib/testing/chat-log-rows.ts';
import { createFakeJobQueue, type FakeJobQueue } from '#lib/testing/fake-job-queue.ts';
import { testConfig } from '#lib/testing/test-config.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { Ledger } from './gateway/ledger.ts';
import { getChatLog } from './get-chat-log.ts';
import { storeChatLogs } from './store-chat-logs.ts';

describe.each(testDatabaseKinds())('storeChatLogs on %s', (kind) => {
  let db: TestDatabase;
  let jobs: FakeJobQueue;
  let ledger: Ledger;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    jobs = await createFakeJobQueue(db.pool);
  });
  beforeEach(async () => {
    await emptyTables(db, 'chat_logs', 'fake_jobs');
    jobs.failure = null;
    ledger = new Ledger();
  });
  afterAll(() => db.close());

  const ctx = (candidate: string | null = 'candidate') => ({
    pool: db.pool,
    jobs,
    ledger,
    config: testConfig('http://127.0.0.1:1/v1', { shadow: { candidate_model: candidate } }),
  });
  const store = (rows: readonly ChatLogRow[]) => storeChatLogs(ctx(), linesOf(rows));
  const storedIds = async () => {
    const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM chat_logs ORDER BY id');
    return rows.map(({ id }) => id);
  };
  const queuedIds = async () => (await jobs.waiting()).map(({ chat_log_id: id }) => id);
  const idsOf = (rows: readonly ChatLogRow[]) => rows.map(({ id }) => id).sort();

  it('stores every column as it was journaled', async () => {
    const full = chatLogRow({
      surface: 'v1',
      user_id: 'user',
      session_id: 'session',
      use_case: 'use',
      prompt: `it's "quoted" \\ back\nslash 🌍`,
      prompt_hash: '-9223372036854775808',
      request_parameters: { temperature: 0.5, stop: ['a'], nested: { deep: [null, true] } },
      tool_calls: [{ id: 'call', type: 'function' }],
      prompt_version: 'v1.0',
      is_streamed: true,
      time_to_first_token_ms: 1.25,
      error: 'an error',
      metadata: { k: 'v' },
      api_key_id: '01890000-0000-7000-8000-000000000001',
      privacy: 'redacted',
      trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
      parent_span_id: '00f067aa0ba902b7',
    });
    expect(await store([full])).toEqual([]);
    const { is_streamed, is_sampled, request_parameters, api_key_id, parent_span_id, ...same } = full;
    expect(await getChatLog(db, full.id)).toEqual({
      ...same,
      request_parameters,
      evaluations: [],
      assessments: [],
      feedback: [],
      neighbours: { newer: null, older: null, session_newer: null, session_older: null },
      stream: is_streamed,
      sampled: is_sampled,
    });
    const { rows } = await db.pool.query(
      'SELECT api_key_id, parent_span_id, request_parameters FROM chat_logs',
    );
    expect(rows).toEqual([{ api_key_id, parent_span_id, request_parameters }]);
    expect(ledger).toMatchObject({ stored: 1, duplicates: 0, rejected: 0 });
  });

  it('stores what is not there as NULL, and not as the null of JSON', async () => {
    await store([chatLogRow()]);
    const { rows } = await db.pool.query(
      'SELECT metadata IS NULL AND tool_calls IS NULL AND request_parameters IS NULL AS absent FROM chat_logs',
    );
    expect(rows).toEqual([{ absent: true }]);
  });

  it('adds a job for each sampled exchange and for no other', async () => {
    const sampled = [chatLogRow({ is_sampled: true }), chatLogRow({ is_sampled: true })];
    const others = [
      chatLogRow(),
      chatLogRow({ prompt: 'say "is_sampled":true', metadata: { is_sampled: true } }),
    ];
    await store([...sampled, ...others]);
    expect(await storedIds()).toEqual(idsOf([...sampled, ...others]));
    expect(await jobs.waiting()).toEqual(
      idsOf(sampled).map((id) => ({ chat_log_id: id, candidate_model: 'candidate' })),
    );
  });

  it('adds no job when there is no candidate any more', async () => {
    await storeChatLogs(ctx(null), linesOf([chatLogRow({ is_sampled: true })]));
    expect(await storedIds()).toHaveLength(1);
    expect(await jobs.waiting()).toEqual([]);
  });

  it('stores neither logs nor jobs when the jobs can not be added; both at the next try', async () => {
    const rows = [chatLogRow(), chatLogRow({ is_sampled: true }), chatLogRow({ is_sampled: true })];
    jobs.failure = new Error('the queue is broken');
    await expect(store(rows)).rejects.toThrow('the queue is broken');
    expect(await storedIds()).toEqual([]);
    expect(await jobs.waiting()).toEqual([]);
    expect(ledger).toMatchObject({ stored: 0, duplicates: 0, rejected: 0 });

    jobs.failure = null;
    expect(await store(rows)).toEqual([]);
    expect(await storedIds()).toEqual(idsOf(rows));
    expect(await queuedIds()).toEqual(idsOf(rows.slice(1)));
    expect(ledger.stored).toBe(3);
  });

  it('leaves the pool usable after a failure', async () => {
    jobs.failure = new Error('the queue is broken');
    for (let i = 0; i < 20; i += 1) {
      await expect(store([chatLogRow({ is_sampled: true })])).rejects.toThrow();
    }
    const { rows } = await db.pool.query<{ n: number }>('SELECT 1 AS n');
    expect(rows).toEqual([{ n: 1 }]);
    expect(db.pool.waitingCount).toBe(0);
    expect(db.pool.idleCount).toBe(db.pool.totalCount);
  });

  it('changes nothing for lines that are stored already, jobs included', async () => {
    const rows = [chatLogRow({ is_sampled: true }), chatLogRow()];
    const [first] = rows;
    if (!first) throw new Error('no row');
    await store(rows);
    await store(rows);
    await store([...rows, chatLogRow({ is_sampled: true }), { ...first, response: 'another' }]);
    expect(await storedIds()).toHaveLength(3);
    expect(await queuedIds()).toHaveLength(2);
    expect((await getChatLog(db, first.id))?.response).toBe(first.response);
    expect(ledger).toMatchObject({ stored: 3, duplicates: 5, rejected: 0 });
  });

  it('stores a line once that comes twice in one batch', async () => {
    const row = chatLogRow({ is_sampled: true });
    await store([row, row]);
    expect(await storedIds()).toEqual([row.id]);
    expect(await queuedIds()).toEqual([row.id]);
    expect(ledger).toMatchObject({ stored: 1, duplicates: 1 });
  });

  const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown;
  const bad: [string, string][] = [
    ['a line that is no JSON', '{"id":'],
    ['a line that is no object', '[1]'],
    ['a line without an id', JSON.stringify({ ...chatLogRow(), id: null })],
    ['an id that is none', JSON.stringify({ ...chatLogRow(), id: 'x' })],
    ['U+0000 in a text', JSON.stringify(chatLogRow({ response: 'a\u{0}b' }))],
    ['U+0000 in JSON', JSON.stringify(chatLogRow({ metadata: { a: '\u{0}' } }))],
    ['half a character', JSON.stringify(chatLogRow({ metadata: { a: '\ud800' } }))],
    ['a number beyond its column', JSON.stringify(chatLogRow({ input_tokens: 2 ** 40 }))],
    ['a text in place of a number', JSON.stringify({ ...chatLogRow(), attempts: 'many' })],
    ['a time that is none', JSON.stringify(chatLogRow({ created_at: 'at some time' }))],
    ['a missing column', JSON.stringify({ ...chatLogRow(), status: undefined })],
  ];

  it.each(bad)('reports %s and stores the others', async (_, line) => {
    for (const place of [0, 3, 6]) {
      await emptyTables(db, 'chat_logs', 'fake_jobs');
      const rows = Array.from({ length: 6 }, (_row, i) => chatLogRow({ is_sampled: i % 2 === 0 }));
      const rejected = await storeChatLogs(ctx(), linesOf(rows).toSpliced(place, 0, line));
      expect(rejected).toEqual([{ line, reason: expect.stringMatching(/\w+/) as string }]);
      expect(await storedIds()).toEqual(idsOf(rows));
      expect(await queuedIds()).toEqual(idsOf(rows.filter((row) => row.is_sampled)));
    }
    expect(ledger).toMatchObject({ stored: 18, duplicates: 0, rejected: 3 });
  });

  it('reports each of several bad lines, in their order', async () => {
    const good = linesOf([chatLogRow(), chatLogRow(), chatLogRow()]);
    const lines = bad.flatMap(([, line], i) => [line, ...good.slice(i, i + 1)]);
    const rejected = await storeChatLogs(ctx(), lines);
    expect(rejected.map(({ line }) => line)).toEqual(bad.map(([, line]) => line));
    expect(await storedIds()).toHaveLength(3);
  });

  it('stores or reports what is nested deeper than the database likes, and stores the others', async () => {
    const rows = [chatLogRow(), chatLogRow({ tool_calls: nested(4_000) as unknown[] }), chatLogRow()];
    const rejected = await store(rows);
    expect((await storedIds()).length + rejected.length).toBe(3);
    expect(await storedIds()).toEqual(expect.arrayContaining(idsOf(rows.filter((row) => !row.tool_calls))));
    await db.pool.query('SELECT 1');
  });

  it('stores texts with U+0000 and half characters as the gateway writes them: with U+FFFD', async () => {
    const row = chatLogRow({
      is_sampled: true,
      prompt: 'a\u{0}b \ud800 🌍',
      response: '\udfff',
      finish_reason: 'st\u{0}op',
      tool_calls: [{ 'k\u{0}': '\ud83c' }],
      metadata: { text: 'literally \\u0000 and \\ud800' },
    });
    expect(await store([row])).toEqual([]);
    expect(await getChatLog(db, row.id)).toMatchObject({
      prompt: 'a\ufffdb \ufffd 🌍',
      response: '\ufffd',
      finish_reason: 'st\ufffdop',
      tool_calls: [{ 'k\ufffd': '\ufffd' }],
      metadata: { text: 'literally \\u0000 and \\ud800' },
    });
  });

  it('throws when the database is away, and counts nothing', async () => {
    const away = new Proxy(db.pool, {
      get: () => () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' })),
    });
    for (const isSampled of [false, true]) {
      const lines = linesOf([chatLogRow({ is_sampled: isSampled })]);
      await expect(storeChatLogs({ ...ctx(), pool: away }, lines)).rejects.toThrow('away');
    }
    expect(ledger).toMatchObject({ stored: 0, duplicates: 0, rejected: 0 });
  });

  it('stores a large batch', async () => {
    const rows = Array.from({ length: 500 }, () => chatLogRow({ response: 'ü'.repeat(1_000) }));
    await store(rows);
    expect(await storedIds()).toHaveLength(500);
  });
});
