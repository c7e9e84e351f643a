import type { ScoreRunJobData } from '#lib/contracts/events.ts';
import type { RunProgress } from '#lib/contracts/runs.ts';
import type { ScoredExample, ScoresHead } from '#lib/contracts/scores.ts';
import { PermanentJobError } from '#lib/domain/jobs/job.ts';
import type { Progress } from '#lib/domain/scoring/progress.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import type { Context } from '../context.ts';
import { beginRun, failRun, updateRunProgress } from '../runs/change-run-state.ts';
import type { JudgeContext } from '../gate/draft-verdict.ts';
import { judgeServerRun } from '../gate/judge-server-run.ts';
import { storeRun } from '../runs/store-run.ts';
import type { PlannedRun } from './run-workshop.ts';
import { scoreRun } from './score-run.ts';

type ServerRunContext = JudgeContext &
  Pick<Context, 'log' | 'runs' | 'sleep' | 'sha256Hex' | 'isDatabaseAway'>;

const PROGRESS_EVERY_MS = 1_000;

/**
 * Does a run that waits in the database, stores it, and judges it. Begun again after the process died, it pays for nothing
 * twice. A run that can't be done ends as failed, with the reason; only a database that is away is worth another try.
 */
export async function scoreOnServer(
  ctx: ServerRunContext,
  data: ScoreRunJobData,
): Promise<'stored' | 'not wanted'> {
  const result = await scoreAndStore(ctx, data);
  // Also of a run that was stored before the process died: then only its verdict may be missing.
  await judgeServerRun(ctx, data.run_id);
  return result;
}

async function scoreAndStore(ctx: ServerRunContext, data: ScoreRunJobData): Promise<'stored' | 'not wanted'> {
  if (!(await beginRun(ctx, data.run_id))) return 'not wanted';
  try {
    const result = await score(ctx, data);
    await ctx.runs.forget(data.run_id);
    return result;
  } catch (error) {
    if (ctx.isDatabaseAway(error)) throw error;
    const reason = messageOf(error);
    ctx.log.error({ err: error, run: data.run_id }, 'a run failed');
    await failRun(ctx, data.run_id, reason);
    throw new PermanentJobError(reason, { cause: error });
  }
}

async function score(ctx: ServerRunContext, data: ScoreRunJobData): Promise<'stored' | 'not wanted'> {
  const planned = await ctx.runs.plan(data.run_id, data);
  if (!planned.ok) throw new Error(planned.problems.map(({ message }) => message).join('\n'));
  const { outcome, examples } = await run(ctx, planned);
  if (outcome === 'cancelled') return 'not wanted';
  const stored = await storeRun(
    ctx,
    { ...outcome, examples },
    { source: 'server', createdBy: data.created_by },
  );
  switch (stored.action) {
    case 'stored':
    case 'duplicate':
      return 'stored';
    case 'conflict':
      return 'not wanted';
    case 'invalid':
      throw new Error(`the scores contradict themselves: ${JSON.stringify(stored.problems)}`);
  }
}

async function run(
  ctx: ServerRunContext,
  planned: PlannedRun,
): Promise<{ outcome: ScoresHead | 'cancelled'; examples: ScoredExample[] }> {
  const { runId } = planned.plan;
  const examples: ScoredExample[] = [];
  const stop = new AbortController();
  const report = throttled(ctx, async (progress) => {
    if (!(await updateRunProgress(ctx, runId, progress))) stop.abort();
  });
  const scorer = await ctx.runs.open(planned);
  try {
    const outcome = await scoreRun(scorer.ctx, planned.plan, {
      stop: stop.signal,
      abort: stop.signal,
      sleep: ctx.sleep,
      onExample: (example) => {
        examples.push(example);
        return Promise.resolve();
      },
      onProgress: report,
    });
    if (outcome.status === 'finished') return { outcome: outcome.head, examples };
    if (outcome.reason === 'asked') return { outcome: 'cancelled', examples };
    throw new Error(outcome.message);
  } finally {
    await scorer.close();
  }
}

/** Stores progress once a second at most; that it can't be stored is no reason to give the run up. */
function throttled(
  { clock, log }: Pick<ServerRunContext, 'clock' | 'log'>,
  store: (progress: RunProgress) => Promise<void>,
): (progress: Progress) => void {
  let storedMs = -Infinity;
  return (progress) => {
    const nowMs = clock.elapsedMs();
    if (nowMs - storedMs < PROGRESS_EVERY_MS) return;
    storedMs = nowMs;
    store(progressRow(progress)).catch((err: unknown) => {
      log.debug({ err }, 'the progress of a run could not be stored');
    });
  };
}

function progressRow(progress: Progress): RunProgress {
  return {
    calls_done: progress.callsDone,
    calls_total: progress.callsTotal,
    examples_done: progress.examplesDone,
    examples_total: progress.examplesTotal,
    failed_calls: progress.failedCalls,
    cost_usd: progress.costUsd,
    calls_per_second: progress.callsPerSecond,
    seconds_left: progress.secondsLeft,
  };
}
