import type { Pool, PoolClient } from 'pg';
import { PgBoss, type JobResult, type JobWithMetadata } from 'pg-boss';
import type { JobCounts } from '#lib/domain/jobs/counts.ts';
import { HandedOverError, isPermanent, type JobStep } from '#lib/domain/jobs/job.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import { bossDatabase } from './boss-database.ts';
import { forgetSteps, storedSteps } from './step-store.ts';

export interface EmbeddedJob {
  queue: string;
  retries: number;
  retryDelaySeconds: number;
  keepSeconds: number;
  /** Waits between retries grow up to this; a quarter of an hour by default. */
  longestRetryDelaySeconds?: number;
  /** A job that takes longer is given up and tried again. */
  expireSeconds: number;
  /** Jobs of this queue at once in this process; the engine's own number by default. */
  concurrency?: number;
  /** When it also starts by itself, in UTC; with several processes, in one of them. */
  cron?: string;
  run: (data: object, step: JobStep, jobId: string) => Promise<unknown>;
}

export interface EmbeddedEngineOptions {
  pool: Pool;
  /** Whether this process is the only one on the database, so that jobs under way at the start are orphans. */
  isAlone: boolean;
  concurrency: number;
  onError: (error: unknown) => void;
  /** The database has answered the queue. */
  onAnswer?: () => void;
}

/** Background jobs on the application's own database. */
export interface EmbeddedEngine {
  start: (jobs: readonly EmbeddedJob[]) => Promise<void>;
  /** Adds jobs on the caller's transaction; an id that is known already is left alone. */
  enqueue: (
    client: PoolClient,
    queue: string,
    jobs: readonly { id: string; data: object; startAfterSeconds?: number }[],
  ) => Promise<void>;
  /** Ends a job that was handed over, wherever it stands; one that isn't known, or is over, is left alone. */
  settle: (queue: string, jobId: string) => Promise<void>;
  counts: () => Promise<JobCounts>;
  stop: () => Promise<void>;
}

const DEAD_LETTERS = 'dead_letters';
const FETCHERS = 2;
/** What starts by itself isn't waited for. */
const SCHEDULED_POLL_SECONDS = 5;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function createEmbeddedEngine(options: EmbeddedEngineOptions): EmbeddedEngine {
  const { pool } = options;
  const boss = new PgBoss({
    db: bossDatabase(pool, options.onAnswer),
    schema: 'pgboss',
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', options.onError);

  async function start(jobs: readonly EmbeddedJob[]): Promise<void> {
    await boss.start();
    await boss.createQueue(DEAD_LETTERS);
    for (const job of jobs) {
      await createQueue(job);
      if (job.cron === undefined) await boss.unschedule(job.queue);
      else await boss.schedule(job.queue, job.cron, {}, { tz: 'UTC' });
    }
    if (options.isAlone) await requeueOrphans(pool);
    await boss.work(
      DEAD_LETTERS,
      { pollingIntervalSeconds: 1, batchSize: 20, includeMetadata: true },
      (letters: JobWithMetadata[]) => storeDeadLetters(pool, letters),
    );
    for (const job of jobs) {
      await boss.work(
        job.queue,
        {
          pollingIntervalSeconds: job.cron === undefined ? 0.5 : SCHEDULED_POLL_SECONDS,
          localConcurrency: job.concurrency === 1 ? 1 : FETCHERS,
          batchSize: Math.max(1, Math.ceil((job.concurrency ?? options.concurrency) / FETCHERS)),
          burstWhenBatchFull: true,
          includeMetadata: true,
          perJobResults: true,
        },
        (batch: JobWithMetadata[]) => Promise.all(batch.map((item) => runOne(job, item))),
      );
    }
  }

  async function createQueue(job: EmbeddedJob): Promise<void> {
    const settings = {
      retryLimit: job.retries,
      retryDelay: job.retryDelaySeconds,
      retryBackoff: true,
      retryDelayMax: job.longestRetryDelaySeconds ?? 900,
      expireInSeconds: job.expireSeconds,
      heartbeatSeconds: 30,
      deleteAfterSeconds: job.keepSeconds,
      deadLetter: DEAD_LETTERS,
    };
    await boss.createQueue(job.queue, settings);
    await boss.updateQueue(job.queue, settings);
    // An update makes pg-boss forget the queue. If the next to ask for it were an `enqueue`, pg-boss would look it up on
    // another connection, which on the embedded database waits for the caller's transaction, and that for the look-up.
    await boss.insert(job.queue, []);
    // Jobs that wait keep the limit that they came with, which may be another engine's.
    await pool.query(`UPDATE pgboss.job SET retry_limit = $2 WHERE name = $1 AND state < 'active'`, [
      job.queue,
      job.retries,
    ]);
  }

  async function runOne(job: EmbeddedJob, { id, data }: JobWithMetadata): Promise<JobResult> {
    try {
      const output = await job.run(data, storedSteps(pool, id), id);
      await forgetSteps(pool, id);
      return { id, status: 'completed', output: { result: output } };
    } catch (error) {
      if (error instanceof HandedOverError) return { id, status: 'failed', output: { isHandedOver: true } };
      const status = isPermanent(error) ? 'deadletter' : 'failed';
      return { id, status, output: { message: messageOf(error) } };
    }
  }

  return {
    start,
    enqueue: async (client, queue, jobs) => {
      await boss.insert(
        queue,
        jobs.map(({ id, data, startAfterSeconds: wait = 0 }) => ({
          id,
          data,
          ...(wait > 0 ? { startAfter: new Date(Date.now() + wait * 1000) } : {}),
        })),
        { db: bossDatabase(client) },
      );
    },
    settle: async (queue, jobId) => {
      // A job that is handed over again at this moment is deleted and written anew, unseen by the other statement.
      while (UUID.test(jobId) && (await isOpen(pool, queue, jobId))) {
        await boss.complete(queue, jobId, { isSettled: true }, { includeQueued: true });
      }
    },
    counts: () => countJobs(pool),
    stop: () => boss.stop({ graceful: true, timeout: 10_000, close: false }),
  };
}

/** Nobody else works on this database: what counts as under way was cut off by the death of an earlier process. */
async function requeueOrphans(pool: Pool): Promise<void> {
  await pool.query(`UPDATE pgboss.job SET state = 'retry', start_after = now() WHERE state = 'active'`);
}

async function isOpen(pool: Pool, queue: string, jobId: string): Promise<boolean> {
  const text = `SELECT 1 FROM pgboss.job WHERE name = $1 AND id = $2 AND state < 'completed'`;
  return (await pool.query(text, [queue, jobId])).rows.length > 0;
}

/** What another engine has counts as under way; what starts by itself isn't counted. */
async function countJobs(pool: Pool): Promise<JobCounts> {
  const { rows } = await pool.query<{ state: string; n: string }>(
    `SELECT CASE WHEN state = 'retry' AND output ? 'isHandedOver' THEN 'active' ELSE state::text END AS state,
            count(*) AS n
     FROM pgboss.job WHERE name <> $1 AND name NOT LIKE '\\_\\_pgboss%'
       AND name NOT IN (SELECT name FROM pgboss.schedule) GROUP BY 1`,
    [DEAD_LETTERS],
  );
  const of = (state: string) => Number(rows.find((row) => row.state === state)?.n ?? 0);
  return { queued: of('created'), retrying: of('retry'), active: of('active'), completed: of('completed') };
}

/** The reasons of failures outlive the queue's own housekeeping. */
async function storeDeadLetters(pool: Pool, letters: readonly JobWithMetadata[]): Promise<void> {
  for (const letter of letters) {
    await pool.query(
      `INSERT INTO dead_letters (job_id, name, data, reason, attempts, failed_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [
        letter.sourceId ?? letter.id,
        letter.sourceName ?? letter.name,
        JSON.stringify(letter.data),
        reasonOf(letter.sourceOutput),
        (letter.sourceRetryCount ?? 0) + 1,
        letter.createdOn,
      ],
    );
  }
}

function reasonOf(output: object | null): string {
  if (output && 'message' in output && typeof output.message === 'string') return output.message;
  return output ? JSON.stringify(output) : 'the job did not finish in time';
}
