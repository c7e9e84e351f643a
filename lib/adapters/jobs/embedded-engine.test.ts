import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HandedOverError, PermanentJobError, type JobStep } from '#lib/domain/jobs/job.ts';
import { eventually } from '#lib/testing/eventually.ts';
import { openTestDatabase, testDatabaseKinds, type TestDatabase } from '#lib/testing/test-database.ts';
import { createEmbeddedEngine, type EmbeddedEngine } from './embedded-engine.ts';

const QUEUE = 'test_jobs';
const RELAY = 'relay_jobs';
const LONG_MS = 15_000;

describe.each(testDatabaseKinds())('the embedded engine on %s', (kind) => {
  let db: TestDatabase;
  let engine: EmbeddedEngine;
  const attempts = new Map<string, number>();
  const paid: string[] = [];

  /** What a job does follows from its id's last digit. */
  async function work(data: object, step: JobStep): Promise<string> {
    const { id } = data as { id: string };
    const attempt = (attempts.get(id) ?? 0) + 1;
    attempts.set(id, attempt);
    if (id.endsWith('1')) throw new Error('always fails');
    if (id.endsWith('2')) throw new PermanentJobError('can never work');
    if (id.endsWith('4')) throw new HandedOverError();
    const answer = await step.run('pay', () => {
      paid.push(id);
      return Promise.resolve('bought');
    });
    if (id.endsWith('3') && attempt === 1) throw new Error('fails after paying');
    return answer;
  }

  async function enqueue(ids: readonly string[], commit = true, queue = QUEUE): Promise<void> {
    const client = await db.pool.connect();
    await client.query('BEGIN');
    await engine.enqueue(
      client,
      queue,
      ids.map((id) => ({ id, data: { id } })),
    );
    await client.query(commit ? 'COMMIT' : 'ROLLBACK');
    client.release();
  }

  const idEndingIn = (digit: number) =>
    `00000000-0000-4000-8000-${String(Date.now()).padStart(11, '0').slice(-11)}${digit}`;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    engine = createEmbeddedEngine({
      pool: db.pool,
      isAlone: true,
      concurrency: 4,
      onError: (error) => {
        throw error;
      },
    });
    const job = {
      queue: QUEUE,
      retries: 1,
      retryDelaySeconds: 1,
      keepSeconds: 3_600,
      expireSeconds: 900,
      run: work,
    };
    await engine.start([job, { ...job, queue: RELAY, retries: 1_000, longestRetryDelaySeconds: 1 }]);
  });
  afterAll(async () => {
    await engine.stop();
    await db.close();
  });

  const letters = async () =>
    (await db.pool.query<object>('SELECT job_id, name, reason, attempts FROM dead_letters')).rows;

  it('runs a committed job once, however often it is added, and a rolled-back one never', async () => {
    const [stays, goes] = [idEndingIn(0), idEndingIn(5)];
    await enqueue([goes], false);
    await enqueue([stays]);
    await enqueue([stays]);
    await eventually(async () => expect((await engine.counts()).completed).toBe(1), LONG_MS);
    expect(attempts.get(stays)).toBe(1);
    expect(attempts.get(goes)).toBeUndefined();
  });

  it('retries a failing job, then dead-letters it with its reason', async () => {
    const id = idEndingIn(1);
    await enqueue([id]);
    await eventually(
      async () =>
        expect(await letters()).toContainEqual({
          job_id: id,
          name: QUEUE,
          reason: 'always fails',
          attempts: 2,
        }),
      LONG_MS,
    );
  });

  it('does not retry what can never work', async () => {
    const id = idEndingIn(2);
    await enqueue([id]);
    await eventually(
      async () =>
        expect(await letters()).toContainEqual({
          job_id: id,
          name: QUEUE,
          reason: 'can never work',
          attempts: 1,
        }),
      LONG_MS,
    );
    expect(attempts.get(id)).toBe(1);
  });

  it('keeps a job that was handed over under way, hands it over again, and ends it when it is settled', async () => {
    const id = idEndingIn(4);
    const { completed } = await engine.counts();
    await enqueue([id], true, RELAY);
    await eventually(() => expect(attempts.get(id)).toBeGreaterThanOrEqual(1), LONG_MS);
    await eventually(async () => expect(await engine.counts()).toMatchObject({ active: 1, retrying: 0 }));
    await eventually(() => expect(attempts.get(id)).toBeGreaterThanOrEqual(2), LONG_MS);
    await engine.settle(RELAY, id);
    await engine.settle(RELAY, 'an id of another engine');
    await eventually(async () =>
      expect(await engine.counts()).toMatchObject({ active: 0, retrying: 0, completed: completed + 1 }),
    );
  });

  it('pays for a step once, also when the job fails after it', async () => {
    const id = idEndingIn(3);
    await enqueue([id]);
    await eventually(() => expect(attempts.get(id)).toBe(2), LONG_MS);
    await eventually(async () => {
      const { rows } = await db.pool.query('SELECT 1 FROM job_steps WHERE job_id = $1', [id]);
      expect(rows).toEqual([]);
    });
    expect(paid.filter((paidId) => paidId === id)).toEqual([id]);
  });
});
