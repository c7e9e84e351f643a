import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TracesQuery } from '#lib/contracts/traces.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import type { Span } from '#lib/domain/trace/span.ts';
import { spanIdOf, traceIdOf } from '#lib/domain/trace/trace-context.ts';
import { chatLogRow, linesOf, NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { createFakeJobQueue, type FakeJobQueue } from '#lib/testing/fake-job-queue.ts';
import { recordingLog } from '#lib/testing/recording-log.ts';
import { testConfig } from '#lib/testing/test-config.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { Ledger } from '../gateway/ledger.ts';
import { retain } from '../rollups/retain.ts';
import { storeChatLogs } from '../store-chat-logs.ts';
import { followExchange } from './follow-exchange.ts';
import { getTrace } from './get-trace.ts';
import { listTraces } from './list-traces.ts';
import { storeSpans } from './store-spans.ts';

const HOUR_MS = 3_600_000;
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const clock = { nowMs: () => NOON_MS + HOUR_MS, elapsedMs: () => 0 };

const span = (changes: Partial<Span> = {}): Span => ({
  traceId: TRACE,
  spanId: '00f067aa0ba902b7',
  parentSpanId: null,
  name: 'answer a question',
  kind: 'server',
  service: 'checkout',
  startedAtMs: NOON_MS + 0.125,
  durationMs: 900,
  status: 'unset',
  statusMessage: null,
  attributes: { tier: 'gold' },
  events: [{ name: 'cache miss', timeMs: NOON_MS + 10.5, attributes: { key: 'a' } }],
  ...changes,
});
const child = (id: number, changes: Partial<Span> = {}) =>
  span({
    ...{ spanId: id.toString(16).padStart(16, '0'), parentSpanId: '00f067aa0ba902b7', kind: 'client' },
    ...changes,
  });

describe.each(testDatabaseKinds())('traces on %s', (kind) => {
  let db: TestDatabase;
  let jobs: FakeJobQueue;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    jobs = await createFakeJobQueue(db.pool);
  });
  beforeEach(() => emptyTables(db, 'spans', 'traces', 'chat_logs'));
  afterAll(() => db.close());

  const storeChat = (row: ChatLogRow) =>
    storeChatLogs({ pool: db.pool, jobs, config: testConfig(''), ledger: new Ledger() }, linesOf([row]));
  const list = (query: Partial<TracesQuery> = {}) =>
    listTraces({ pool: db.pool, clock }, { limit: 50, ...query });
  const names = async (query: Partial<TracesQuery>) => (await list(query))?.items.map(({ name }) => name);

  it('have their spans by time, to the microsecond, and what a list shows of them', async () => {
    expect(
      await storeSpans(db, [
        child(2, { name: 'later', startedAtMs: NOON_MS + 500, durationMs: 700, status: 'error' }),
        span(),
      ]),
    ).toBe(2);
    expect(await getTrace(db, TRACE)).toEqual({
      trace_id: TRACE,
      started_at: new Date(NOON_MS).toISOString(),
      duration_ms: 1199.875,
      is_cut: false,
      spans: [
        {
          ...{ span_id: '00f067aa0ba902b7', parent_span_id: null, name: 'answer a question', kind: 'server' },
          ...{ service: 'checkout', started_at: new Date(NOON_MS).toISOString(), offset_ms: 0 },
          ...{ duration_ms: 900, status: 'unset', status_message: null, attributes: { tier: 'gold' } },
          events: [{ name: 'cache miss', offset_ms: 10.375, attributes: { key: 'a' } }],
          chat_id: null,
        },
        expect.objectContaining({ name: 'later', offset_ms: 499.875, status: 'error' }),
      ],
    });
    expect(await list()).toEqual({
      items: [
        {
          ...{ trace_id: TRACE, name: 'answer a question', service: 'checkout', spans: 2, errors: 1 },
          ...{ started_at: new Date(NOON_MS).toISOString(), duration_ms: 1199.875, chat_id: null },
        },
      ],
      next_cursor: null,
    });
    expect(await getTrace(db, '0'.repeat(32))).toBeNull();
  });

  it('take the same spans once, and more of them in any order', async () => {
    await storeSpans(db, [child(3, { service: 'search' })]);
    expect((await list())?.items).toMatchObject([{ name: null, service: 'search', spans: 1 }]);
    await Promise.all([storeSpans(db, [span(), child(3)]), storeSpans(db, [child(4), span(), child(3)])]);
    expect(await storeSpans(db, [span(), child(3), child(4)])).toBe(0);
    expect((await list())?.items).toMatchObject([
      { name: 'answer a question', service: 'checkout', spans: 3 },
    ]);
  });

  it('hold exchanges whose callers said that they belong to them', async () => {
    const row = chatLogRow(
      {
        ...{ trace_id: TRACE, parent_span_id: '00f067aa0ba902b7', time_to_first_token_ms: 5 },
        ...{ status: 'error', http_status: 500, error: 'away', finish_reason: null },
      },
      NOON_MS + 100,
    );
    await storeChat(row);
    await storeSpans(db, [span()]);
    expect((await list())?.items).toMatchObject([{ spans: 2, errors: 1, chat_id: row.id }]);
    expect((await getTrace(db, TRACE))?.spans).toMatchObject([
      { name: 'answer a question' },
      {
        ...{ span_id: spanIdOf(row.id), parent_span_id: '00f067aa0ba902b7', chat_id: row.id },
        ...{ name: 'chat prod', kind: 'server', status: 'error', status_message: 'away' },
        ...{ offset_ms: 99.875, duration_ms: 12.5 },
        attributes: {
          'gen_ai.request.model': 'prod',
          'gen_ai.usage.output_tokens': 20,
          'http.route': '/chat',
        },
        events: [{ name: 'gen_ai.first_token', offset_ms: 104.875 }],
      },
    ]);
  });

  it('begin with an exchange, followed by its jobs, failed attempts included', async () => {
    const row = chatLogRow();
    await storeChat(row);
    let elapsedMs = 0;
    let ids = 0;
    const ctx = {
      ...{ pool: db.pool, log: recordingLog(), privacy: null },
      random: { hex: () => String((ids += 1)).padStart(16, '0') },
      clock: { nowMs: () => NOON_MS + 1_000 + elapsedMs, elapsedMs: () => elapsedMs },
    };
    const exchange = {
      id: row.id,
      createdAt: new Date(NOON_MS),
      latencyMs: 12.5,
      model: 'prod',
      traceId: null,
    };
    const traced = followExchange(ctx, exchange, { run: (_name, action) => action() });
    const judge = { name: 'judge the answer', attributes: { 'gen_ai.request.model': 'judge' } };
    const failing = traced.run('judge', judge, () => {
      elapsedMs += 30;
      return Promise.reject(new Error('429 from the judge'));
    });
    await expect(failing).rejects.toThrow('429 from the judge');
    await traced.run('judge', judge, () => Promise.resolve((elapsedMs += 250)));

    const trace = await getTrace(db, traceIdOf(row.id));
    expect(trace?.spans).toMatchObject([
      { name: 'chat prod', parent_span_id: null, chat_id: row.id, status: 'ok' },
      {
        ...{ name: 'judge the answer', parent_span_id: spanIdOf(row.id), offset_ms: 1_000, duration_ms: 30 },
        ...{ status: 'error', status_message: '429 from the judge' },
      },
      { name: 'judge the answer', offset_ms: 1_030, duration_ms: 250, status: 'ok', status_message: null },
    ]);
    expect((await list())?.items).toMatchObject([
      {
        ...{ trace_id: traceIdOf(row.id), name: 'chat prod', service: 'llm-regression-guard' },
        ...{ spans: 3, errors: 1, duration_ms: 1_280, chat_id: row.id },
      },
    ]);
  });

  it('never keep a job from its work', async () => {
    const log = recordingLog();
    const pool = {
      connect: () => Promise.reject(new Error('the database is away')),
    } as unknown as TestDatabase['pool'];
    const random = { hex: () => '00f067aa0ba902b7' };
    const exchange = {
      id: chatLogRow().id,
      createdAt: new Date(),
      latencyMs: 1,
      model: 'prod',
      traceId: null,
    };
    const traced = followExchange({ pool, log, privacy: null, random, clock }, exchange, {
      run: (_name, action) => action(),
    });
    expect(await traced.run('judge', { name: 'judge', attributes: {} }, () => Promise.resolve(5))).toBe(5);
    expect(log.entries).toMatchObject([{ message: 'a span can not be stored' }]);
  });

  it('are listed page by page, newest first, as filters let them through', async () => {
    const trace = (n: number, changes: Partial<Span>) =>
      span({
        traceId: n.toString(16).padStart(32, '0'),
        startedAtMs: NOON_MS + n,
        name: `trace ${n}`,
        ...changes,
      });
    await storeSpans(db, [
      trace(1, { durationMs: 5 }),
      trace(2, { service: 'search', name: '50%_done' }),
      trace(3, { status: 'error' }),
      trace(4, { startedAtMs: NOON_MS + 3 }),
      trace(5, { startedAtMs: NOON_MS - 48 * HOUR_MS }),
    ]);
    const seen = [];
    for (let cursor: string | undefined; ;) {
      const page = await list({ limit: 1, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...(page?.items.map(({ name }) => name) ?? []));
      if (page?.next_cursor == null) break;
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(['trace 4', 'trace 3', '50%_done', 'trace 1']);
    expect(await names({ service: 'search' })).toEqual(['50%_done']);
    expect(await names({ name: '%_DO' })).toEqual(['50%_done']);
    expect(await names({ name: 'TRACE' })).toEqual(['trace 4', 'trace 3', 'trace 1']);
    expect(await names({ failed: 'true' })).toEqual(['trace 3']);
    expect(await names({ min_duration_ms: 6, failed: 'false', service: 'checkout' })).toEqual(['trace 4']);
    expect(
      await names({
        from: new Date(NOON_MS - 72 * HOUR_MS).toISOString(),
        to: new Date(NOON_MS).toISOString(),
      }),
    ).toEqual(['trace 5']);
    expect(await list({ cursor: 'x' })).toBeNull();
  });

  it('are kept as long as exchanges', async () => {
    const { telemetry, ...config } = testConfig('');
    const keptDays = (raw_days: number) =>
      retain({
        ...{ pool: db.pool, clock },
        config: { ...config, telemetry: { ...telemetry, retention: { raw_days, minute_days: 400 } } },
      });
    await storeSpans(db, [span(), span({ traceId: '1'.repeat(32), startedAtMs: NOON_MS - 72 * HOUR_MS })]);
    await keptDays(7);
    expect(await getTrace(db, '1'.repeat(32))).not.toBeNull();
    await keptDays(2);
    expect(await getTrace(db, '1'.repeat(32))).toBeNull();
    expect(await names({ from: new Date(0).toISOString() })).toEqual(['answer a question']);
  });
});
