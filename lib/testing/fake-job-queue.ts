import type { Pool } from 'pg';
import type { JobQueue } from '#lib/services/context.ts';

/** A queue that is a table, and fails when told to, after it has written. */
export interface FakeJobQueue extends JobQueue {
  failure: Error | null;
  /** Ids of the exchanges that wait, with the candidate each is meant for. */
  waiting: () => Promise<{ chat_log_id: string; candidate_model: string }[]>;
  /** Exchanges that were offered for evaluation. */
  offered: () => Promise<{ chat_log_id: string; is_of_rollout: boolean }[]>;
}

export async function createFakeJobQueue(pool: Pool): Promise<FakeJobQueue> {
  await pool.query('CREATE TABLE fake_jobs (chat_log_id text, candidate_model text)');
  await pool.query('CREATE TABLE fake_evaluations (chat_log_id text, is_of_rollout boolean)');
  const queue: FakeJobQueue = {
    engine: 'embedded',
    failure: null,
    enqueueShadow: async (client, jobs) => {
      for (const job of jobs) {
        await client.query('INSERT INTO fake_jobs VALUES ($1, $2)', [job.chat_log_id, job.candidate_model]);
      }
      if (queue.failure) throw queue.failure;
    },
    enqueueEvaluations: async (client, exchanges) => {
      for (const { id, isOfRollout } of exchanges)
        await client.query('INSERT INTO fake_evaluations VALUES ($1, $2)', [id, isOfRollout]);
      if (queue.failure) throw queue.failure;
    },
    enqueueRun: () => Promise.resolve(),
    enqueueDeliveries: () => Promise.resolve(),
    settle: () => Promise.resolve(),
    counts: () => Promise.resolve({ queued: 0, retrying: 0, active: 0, completed: 0 }),
    waiting: async () => {
      const { rows } = await pool.query<{ chat_log_id: string; candidate_model: string }>(
        'SELECT chat_log_id, candidate_model FROM fake_jobs ORDER BY chat_log_id',
      );
      return rows;
    },
    offered: async () => {
      const { rows } = await pool.query<{ chat_log_id: string; is_of_rollout: boolean }>(
        'SELECT chat_log_id, is_of_rollout FROM fake_evaluations ORDER BY chat_log_id',
      );
      return rows;
    },
  };
  return queue;
}
