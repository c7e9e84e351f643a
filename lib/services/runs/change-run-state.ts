import type { RunProgress } from '#lib/contracts/runs.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';

type RunContext = Pick<Context, 'pool' | 'clock'>;

/** Notes that work on a queued run has begun (or begun again). False when it is over or cancelled: leave it then. */
export async function beginRun(ctx: RunContext, id: string): Promise<boolean> {
  const { rowCount } = await ctx.pool.query(
    `UPDATE runs SET state = 'running', started_at = coalesce(started_at, $2)
     WHERE id = $1 AND source = 'server' AND state IN ('queued', 'running')`,
    [id, new Date(ctx.clock.nowMs())],
  );
  return rowCount === 1;
}

/** Stores how far a running run is. False when it isn't running any more, such as after a cancellation: stop then. */
export async function updateRunProgress(
  ctx: Pick<RunContext, 'pool'>,
  id: string,
  progress: RunProgress,
): Promise<boolean> {
  const { rowCount } = await ctx.pool.query(
    `UPDATE runs SET progress = $2::jsonb WHERE id = $1 AND state = 'running'`,
    [id, JSON.stringify(progress)],
  );
  return rowCount === 1;
}

/** Ends a run that can't be done, with the reason that people see. False when it was over already. */
export async function failRun(ctx: RunContext, id: string, reason: string): Promise<boolean> {
  const { rowCount } = await ctx.pool.query(
    `UPDATE runs SET state = 'failed', error = $2, finished_at = $3
     WHERE id = $1 AND state IN ('queued', 'running')`,
    [id, storableText(reason), new Date(ctx.clock.nowMs())],
  );
  return rowCount === 1;
}
