import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '#lib/adapters/journal/journal.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { chatLogRow, linesOf } from '#lib/testing/chat-log-rows.ts';
import { eventually } from '#lib/testing/eventually.ts';
import { createFakeJobQueue, type FakeJobQueue } from '#lib/testing/fake-job-queue.ts';
import { recordingLog } from '#lib/testing/recording-log.ts';
import { testConfig } from '#lib/testing/test-config.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { drainJournal } from './drain-journal.ts';
import { Ledger } from './gateway/ledger.ts';
import type { RejectedLine } from './store-chat-logs.ts';

/** A pool that fails when told to: because it is away, or after it has done what was asked. */
class ShakyPool {
  isAway = false;
  /** Transactions that are committed before their connection breaks. */
  breaksAfterCommit = 0;
  readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = new Proxy(pool, {
      get: (target, key) => {
        if (key === 'query') {
          return (text: string, values?: unknown[]) => this.#orAway(() => target.query(text, values));
        }
        if (key === 'connect') return () => this.#orAway(async () => this.#shaky(await target.connect()));
        return Reflect.get(target, key, target) as unknown;
      },
    });
  }

  #orAway<T>(action: () => T): T | Promise<never> {
    const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    return this.isAway ? Promise.reject(error) : action();
  }

  #shaky(client: PoolClient): PoolClient {
    return new Proxy(client, {
      get: (target, key) => {
        if (key !== 'query') {
          const value = Reflect.get(target, key, target) as unknown;
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        }
        return async (text: string, values?: unknown[]) => {
          const result = await target.query(text, values);
          if (text !== 'COMMIT' || this.breaksAfterCommit === 0) return result;
          this.breaksAfterCommit -= 1;
          throw new Error('Connection terminated unexpectedly');
        };
      },
    });
  }
}

describe.each(testDatabaseKinds())('drainJournal on %s', (kind) => {
  let db: TestDatabase;
  let jobs: FakeJobQueue;
  let dir: string;
  let journal: Journal;
  let shaky: ShakyPool;
  let ledger: Ledger;
  let log: ReturnType<typeof recordingLog>;
  let rejected: RejectedLine[];
  let waits: number[];
  let stop: AbortController;
  let draining: Promise<void> | null;
  const journalErrors: unknown[] = [];

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    jobs = await createFakeJobQueue(db.pool);
  });
  beforeEach(async () => {
    await emptyTables(db, 'chat_logs', 'fake_jobs');
    dir = mkdtempSync(join(tmpdir(), 'lrg-drain-'));
    journal = openJournal();
    shaky = new ShakyPool(db.pool);
    ledger = new Ledger();
    log = recordingLog();
    rejected = [];
    waits = [];
    stop = new AbortController();
    draining = null;
  });
  afterEach(async () => {
    shaky.isAway = false;
    stop.abort();
    await draining;
    await journal.close();
    rmSync(dir, { recursive: true });
    expect(journalErrors.splice(0)).toEqual([]);
  });
  afterAll(() => db.close());

  const openJournal = () =>
    new Journal({
      dir,
      segmentBytes: 20_000,
      onError: (error) => journalErrors.push(error),
    });
  const append = (rows: readonly ChatLogRow[]) =>
    Promise.all(linesOf(rows).map((line) => journal.append(line)));
  const drain = (keepRejected?: (line: RejectedLine) => Promise<void>) => {
    draining = drainJournal(
      {
        pool: shaky.pool,
        jobs,
        config: testConfig('http://127.0.0.1:1/v1'),
        ledger,
        journal,
        log,
        keepRejected: keepRejected ?? ((line) => Promise.resolve(void rejected.push(line))),
        sleep: (ms, signal) => {
          waits.push(ms);
          return new Promise((resolve, reject) => {
            setImmediate(() => (signal.aborted ? reject(new Error('aborted')) : resolve()));
          });
        },
      },
      stop.signal,
    );
    return draining;
  };
  const finish = async () => {
    stop.abort();
    await draining;
  };
  const storedIds = async () => {
    const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM chat_logs ORDER BY id');
    return rows.map(({ id }) => id);
  };
  const queuedIds = async () => (await jobs.waiting()).map(({ chat_log_id: id }) => id);
  const idsOf = (rows: readonly ChatLogRow[]) => rows.map(({ id }) => id).sort();
  const someRows = (count: number) =>
    Array.from({ length: count }, (_, i) => chatLogRow({ is_sampled: i % 3 === 0 }));
  const expectStored = async (rows: readonly ChatLogRow[]) => {
    expect(await storedIds()).toEqual(idsOf(rows));
    expect(await queuedIds()).toEqual(idsOf(rows.filter((row) => row.is_sampled)));
  };

  it('stores what was there before it began, and what comes while it runs', async () => {
    const [before, after] = [someRows(50), someRows(50)];
    await append(before);
    void drain();
    await eventually(async () => expect(await storedIds()).toHaveLength(50));
    await append(after);
    await eventually(async () => expect(await storedIds()).toHaveLength(100));
    await finish();
    await expectStored([...before, ...after]);
    expect(journal.backlogBytes).toBe(0);
    expect(ledger).toMatchObject({ stored: 100, duplicates: 0, rejected: 0 });
    expect(log.entries).toEqual([]);
  });

  it('stores what is left when it is told to stop', async () => {
    const rows = someRows(200);
    await append(rows);
    stop.abort();
    await drain();
    await expectStored(rows);
    expect(journal.backlogBytes).toBe(0);
  });

  it('keeps everything while the database is away, and stores it once when it is back', async () => {
    const rows = someRows(120);
    shaky.isAway = true;
    await append(rows.slice(0, 40));
    void drain();
    await eventually(() => expect(waits.length).toBeGreaterThan(12));
    await append(rows.slice(40));
    expect(journal.backlogBytes).toBeGreaterThan(0);
    expect(await storedIds()).toEqual([]);

    shaky.isAway = false;
    await eventually(() => expect(journal.backlogBytes).toBe(0));
    await finish();
    await expectStored(rows);
    expect(ledger).toMatchObject({ stored: 120, duplicates: 0, rejected: 0 });
    expect(log.entries.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      'warn: chat logs can not be stored now: keeping them in the journal',
      'info: the database is back: storing the journal',
    ]);
  });

  it('tries again after longer and longer waits, of 5 s at most', async () => {
    shaky.isAway = true;
    await append(someRows(1));
    void drain();
    await eventually(() => expect(waits.length).toBeGreaterThan(8));
    expect(waits.slice(0, 8)).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]);
  });

  it('stores nothing twice when a connection breaks after its transaction was committed', async () => {
    const rows = someRows(30);
    shaky.breaksAfterCommit = 2;
    await append(rows);
    void drain();
    await eventually(() => expect(journal.backlogBytes).toBe(0));
    await finish();
    expect(shaky.breaksAfterCommit).toBe(0);
    await expectStored(rows);
    expect(ledger.stored + ledger.duplicates).toBeGreaterThanOrEqual(30);
    expect(ledger.duplicates).toBeGreaterThan(0);
  });

  it('stores nothing twice after a crash between the database and the journal', async () => {
    const rows = someRows(30);
    await append(rows);
    void drain();
    await eventually(async () => expect(await storedIds()).toHaveLength(30));
    await finish();
    // The journal of a killed process still holds all of it, and a part of what came then.
    const more = someRows(10);
    await append([...rows, ...more]);
    await journal.close();
    journal = openJournal();
    stop = new AbortController();
    void drain();
    await eventually(() => expect(journal.backlogBytes).toBe(0));
    await finish();
    await expectStored([...rows, ...more]);
    expect(ledger.stored).toBe(40);
    expect(ledger.duplicates).toBeGreaterThanOrEqual(30);
  });

  it('stops at once while the database is away, and leaves everything to the next start', async () => {
    const rows = someRows(20);
    shaky.isAway = true;
    await append(rows);
    void drain();
    await eventually(() => expect(waits.length).toBeGreaterThan(2));
    await finish();
    await journal.close();
    journal = openJournal();
    shaky.isAway = false;
    stop = new AbortController();
    void drain();
    await eventually(async () => expect(await storedIds()).toHaveLength(20));
    await finish();
    await expectStored(rows);
  });

  it('keeps what the database refuses beside, and goes on', async () => {
    const rows = someRows(20);
    const bad = JSON.stringify(chatLogRow({ response: 'a\u{0}b' }));
    await append(rows.slice(0, 7));
    await journal.append(bad);
    await append(rows.slice(7));
    void drain();
    await eventually(() => expect(journal.backlogBytes).toBe(0));
    await finish();
    await expectStored(rows);
    expect(rejected).toEqual([{ line: bad, reason: expect.stringContaining('Unicode') as string }]);
    expect(ledger).toMatchObject({ stored: 20, rejected: 1 });
    expect(log.entries).toMatchObject([{ level: 'error', fields: { reason: rejected[0]?.reason } }]);
    expect(JSON.stringify(log.entries), 'no text of an exchange').not.toContain('canary release');
  });

  it('does not forget a refused line that could not be kept beside', async () => {
    const bad = JSON.stringify(chatLogRow({ response: 'a\u{0}b' }));
    await journal.append(bad);
    let isFull = true;
    void drain((line) => {
      if (isFull) return Promise.reject(new Error('ENOSPC'));
      rejected.push(line);
      return Promise.resolve();
    });
    await eventually(() => expect(waits.length).toBeGreaterThan(2));
    expect(journal.backlogBytes).toBeGreaterThan(0);
    isFull = false;
    await eventually(() => expect(journal.backlogBytes).toBe(0));
    await finish();
    expect(rejected.map(({ line }) => line)).toEqual([bad]);
  });
});

it('a journal that is synced while its segments come and go reports no error', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'lrg-drain-'));
  const errors: unknown[] = [];
  const journal = new Journal({
    dir,
    segmentBytes: 200,
    syncIntervalMs: 1,
    onError: (error) => errors.push(error),
  });
  for (let i = 0; i < 1_000; i += 1) {
    await journal.append('x'.repeat(150));
    (await journal.read(1_000))?.commit();
  }
  await journal.close();
  rmSync(dir, { recursive: true });
  expect(errors).toEqual([]);
});
