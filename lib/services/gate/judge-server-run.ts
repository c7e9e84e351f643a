import type { Context } from '../context.ts';
import type { JudgeContext } from './draft-verdict.ts';
import { judgeRun } from './judge-run.ts';

type ServerJudgeContext = JudgeContext & Pick<Context, 'log' | 'isDatabaseAway'>;

/**
 * Judges a run that the server scored itself, once. A run that hasn't finished has no verdict, and a verdict that fails is
 * no failure of the run: it can be asked for again. Throws only when the database is away.
 */
export async function judgeServerRun(ctx: ServerJudgeContext, runId: string): Promise<void> {
  try {
    await judgeRun(ctx, runId, {
      origin: {},
      createdBy: 'server',
      actorId: null,
      occasion: `server ${runId}`,
    });
  } catch (error) {
    if (ctx.isDatabaseAway(error)) throw error;
    ctx.log.error({ err: error, run: runId }, 'a run could not be judged');
  }
}
