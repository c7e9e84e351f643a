import type { RunOrigin } from '#lib/contracts/verdicts.ts';
import type { Context } from '../context.ts';
import { isRunId } from '../runs/get-run.ts';

/** A run's state, and where it comes from as its latest verdict says. Null when there is no such run. */
export async function originOfRun(
  { pool }: Pick<Context, 'pool'>,
  runId: string,
): Promise<{ state: string; origin: RunOrigin } | null> {
  if (!isRunId(runId)) return null;
  const { rows } = await pool.query<Required<RunOrigin> & { state: string }>(
    `SELECT runs.state, v.repository, v.commit, v.branch, v.pull_request
     FROM runs LEFT JOIN verdicts AS v ON v.id =
       (SELECT id FROM verdicts WHERE run_id = runs.id ORDER BY created_at DESC, id DESC LIMIT 1)
     WHERE runs.id = $1`,
    [runId],
  );
  const [row] = rows;
  if (!row) return null;
  const { state, ...origin } = row;
  return { state, origin };
}
