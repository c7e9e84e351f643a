import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource } from '#lib/adapters/crypto/digest.ts';
import { chatLogRow, linesOf, NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { createFakeJobQueue, type FakeJobQueue } from '#lib/testing/fake-job-queue.ts';
import { testConfig } from '#lib/testing/test-config.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import type { PageQuery } from '#lib/contracts/page.ts';
import { Ledger } from './gateway/ledger.ts';
import { getChatLog } from './get-chat-log.ts';
import { listChatLogs } from './list-chat-logs.ts';
import { getShadowEval, listShadowEvals } from './list-shadow-evals.ts';
import { storeChatLogs } from './store-chat-logs.ts';

const newId = createIdSource();
const HOUR_MS = 3_600_000;

interface List {
  name: string;
  add: (db: TestDatabase, jobs: FakeJobQueue, ids: readonly [id: string, ms: number][]) => Promise<void>;
  list: (
    db: TestDatabase,
    query: PageQuery,
  ) => Promise<{ items: { id: string }[]; next_cursor: string | null } | null>;
  get: (db: TestDatabase, id: string) => Promise<{ id: string } | null>;
}

const lists: List[] = [
  {
    name: 'chat logs',
    add: async (db, jobs, ids) => {
      const rows = ids.map(([id, ms]) => chatLogRow({ id }, ms));
      const config = testConfig('http://127.0.0.1:1/v1');
      await storeChatLogs({ pool: db.pool, jobs, config, ledger: new Ledger() }, linesOf(rows));
    },
    list: (db, query) =>
      listChatLogs(
        { pool: db.pool, clock: { nowMs: () => NOON_MS + HOUR_MS, elapsedMs: () => 0 } },
        { ...query, sort: 'created_at', order: 'desc', texts: 'full' },
      ),
    get: getChatLog,
  },
  {
    name: 'shadow evaluations',
    add: async ({ prisma }, _jobs, ids) => {
      await prisma.shadowEval.createMany({
        data: ids.map(([id, ms]) => ({
          id,
          ts: new Date(ms),
          chatLogId: newId(ms),
          promptHash: 1n,
          prodModel: 'prod',
          shadowModel: 'candidate',
          status: 'missing',
          judgeModel: 'judge',
          rubricVersion: 'shadow@0f3a9c77',
          evaluatedAt: new Date(NOON_MS),
        })),
      });
    },
    list: (db: TestDatabase, query: PageQuery) =>
      listShadowEvals({ prisma: db.prisma, config: testConfig('') }, { ...query, show: 'all' }),
    get: getShadowEval,
  },
];

describe.each(testDatabaseKinds())('on %s', (kind) => {
  let db: TestDatabase;
  let jobs: FakeJobQueue;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    jobs = await createFakeJobQueue(db.pool);
  });
  beforeEach(() => emptyTables(db, 'chat_logs', 'shadow_evals'));
  afterAll(() => db.close());

  describe.each(lists)('the list of $name', ({ add, list, get }) => {
    /** Adds one at each time; their ids, newest first. */
    async function addAt(...times: number[]): Promise<string[]> {
      const ids = times.map((ms): [string, number] => [newId(ms), ms]);
      await add(db, jobs, ids);
      return ids
        .map(([id]) => id)
        .sort()
        .reverse();
    }
    async function page(limit: number, cursor?: string) {
      const found = await list(db, { limit, ...(cursor === undefined ? {} : { cursor }) });
      if (!found) throw new Error('bad cursor');
      return { ids: found.items.map(({ id }) => id), next: found.next_cursor };
    }
    async function pages(limit: number): Promise<string[][]> {
      const all: string[][] = [];
      for (let cursor: string | undefined; ;) {
        const { ids, next } = await page(limit, cursor);
        all.push(ids);
        if (next === null) return all;
        cursor = next;
      }
    }

    it('is empty without rows', async () => {
      expect(await page(10)).toEqual({ ids: [], next: null });
    });

    it('gives every row once, newest first, also where many have the same time', async () => {
      const times = Array.from({ length: 23 }, (_, i) => NOON_MS + Math.floor(i / 9));
      const ids = await addAt(...times);
      for (const limit of [1, 2, 5, 9, 22, 23, 24, 100]) {
        const all = await pages(limit);
        expect(all.flat()).toEqual(ids);
        expect(all).toHaveLength(Math.ceil(23 / limit));
      }
    });

    it('stays where it is while newer and older rows come in', async () => {
      const ids = await addAt(...Array.from({ length: 10 }, () => NOON_MS));
      const first = await page(4);
      const later = await addAt(NOON_MS + 1, NOON_MS + 2);
      const earlier = await addAt(NOON_MS - 1);
      const rest = await page(100, first.next ?? '');
      expect([...first.ids, ...rest.ids]).toEqual([...ids, ...earlier]);
      expect(rest.next).toBeNull();
      expect((await page(2)).ids).toEqual(later);
    });

    it('goes on from a row that is no longer there', async () => {
      const ids = await addAt(NOON_MS, NOON_MS, NOON_MS + 1, NOON_MS + 2);
      const { next } = await page(2);
      await emptyTables(db, 'chat_logs', 'shadow_evals');
      await add(
        db,
        jobs,
        ids.slice(2).map((id) => [id, NOON_MS]),
      );
      expect((await page(10, next ?? '')).ids).toEqual(ids.slice(2));
    });

    it.each([
      ['a text', 'x'],
      ['nothing', ''],
      ['an id of another version', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
      ['a quote', "' OR 1 = 1 --"],
      ['an id with more after it', `${newId(NOON_MS)}0`],
      ['an id in capitals', newId(NOON_MS).toUpperCase()],
    ])('is null for a cursor that is %s', async (_, cursor) => {
      await addAt(NOON_MS);
      expect(await list(db, { limit: 10, cursor })).toBeNull();
      expect(await get(db, cursor)).toBeNull();
    });

    it('does not fail for an id of the far end of time', async () => {
      const ids = await addAt(NOON_MS);
      const [last, first] = [newId(2 ** 48 - 1), newId(0)];
      const after = await list(db, { limit: 10, cursor: last });
      if (after !== null) expect(after.items.map(({ id }) => id)).toEqual(ids);
      expect((await page(10, first)).ids).toEqual([]);
      expect(await get(db, last)).toBeNull();
      expect(await get(db, first)).toBeNull();
    });

    it('has each row under its id', async () => {
      const [id = ''] = await addAt(NOON_MS);
      expect(await get(db, id)).toMatchObject({ id });
      expect((await list(db, { limit: 1 }))?.items).toMatchObject([{ id }]);
      expect(await get(db, newId(NOON_MS))).toBeNull();
    });
  });
});
