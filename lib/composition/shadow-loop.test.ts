import { expect, it } from 'vitest';
import type { Context } from '#lib/services/context.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { createFakeJobQueue } from '#lib/testing/fake-job-queue.ts';
import { recordingLog } from '#lib/testing/recording-log.ts';
import { storeEvaluations, storeSampled } from '#lib/testing/shadow-exchanges.ts';
import { openTestDatabase } from '#lib/testing/test-database.ts';
import { startTestModels } from '#lib/testing/test-models.ts';
import { Ledger } from '#lib/services/gateway/ledger.ts';
import { keepShadowProcess } from './shadow-loop.ts';

it('takes a backlog in without a pause, tells once that it can not and that it can again, and stops', async () => {
  const db = await openTestDatabase('embedded');
  const models = await startTestModels();
  const jobs = await createFakeJobQueue(db.pool);
  const clock = { nowMs: () => NOON_MS, elapsedMs: () => 0 };
  const ctx = { ...models, pool: db.pool, prisma: db.prisma, jobs, clock, ledger: new Ledger() };
  const exchanges = Array.from({ length: 1_001 }, (_, i) => ({ ms: NOON_MS - 9_000_000 + i, delta: 0.1 }));
  const ids = await storeSampled(ctx, exchanges);
  await storeEvaluations(
    ctx,
    exchanges.map((exchange, i) => ({ ...exchange, id: ids[i] ?? '' })),
  );

  const stopping = new AbortController();
  const log = recordingLog();
  const taken: unknown[] = [];
  let isAway = true;
  const query = (...args: Parameters<Context['pool']['query']>) =>
    isAway
      ? Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }))
      : db.pool.query(...args);
  const pool = { query, connect: () => db.pool.connect() } as unknown as Context['pool'];
  const sleep = async () => {
    const { rows } = await db.pool.query<{ evaluations: string }>('SELECT evaluations FROM shadow_processes');
    taken.push(rows[0]?.evaluations ?? 'nothing');
    if (taken.length === 2) isAway = false;
    if (taken.length === 3) stopping.abort();
  };
  await keepShadowProcess({ ...ctx, pool, log, sleep }, stopping.signal);
  expect(taken).toEqual(['nothing', 'nothing', '1001']);
  expect(log.entries.map(({ level }) => level)).toEqual(['warn', 'info']);
  await db.close();
});
