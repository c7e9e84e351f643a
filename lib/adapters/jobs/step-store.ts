import type { Pool } from 'pg';
import { storableLine } from '#lib/domain/text/storable.ts';
import type { JobStep } from '#lib/domain/jobs/job.ts';

/** Steps of one job, remembered in the database until the job is over. */
export function storedSteps(pool: Pool, jobId: string): JobStep {
  return {
    run: async (name, action) => {
      const known = await pool.query<{ result: never }>(
        'SELECT result FROM job_steps WHERE job_id = $1 AND step = $2',
        [jobId, name],
      );
      const [row] = known.rows;
      if (row) return row.result;
      const result = await action();
      await pool.query(
        'INSERT INTO job_steps (job_id, step, result) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [jobId, name, storableLine(result)],
      );
      return result;
    },
  };
}

export async function forgetSteps(pool: Pool, jobId: string): Promise<void> {
  await pool.query('DELETE FROM job_steps WHERE job_id = $1', [jobId]);
}
