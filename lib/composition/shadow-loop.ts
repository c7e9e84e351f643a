import type { Context } from '#lib/services/context.ts';
import { advanceShadowProcess } from '#lib/services/shadow-process/advance-shadow-process.ts';
import { OutageLog } from './outage-log.ts';

/** What is newer than an hour isn't taken in anyway. */
const PAUSE_MS = 30_000;

/** Takes settled evaluations into the stored state of the candidate's process until the signal aborts; a backlog without a pause. */
export async function keepShadowProcess(
  ctx: Pick<Context, 'pool' | 'config' | 'models' | 'clock' | 'log' | 'sleep'>,
  signal: AbortSignal,
): Promise<void> {
  const outages = new OutageLog(ctx.log, 'the state of the shadow decision');
  while (!signal.aborted) {
    let isBehind = false;
    try {
      isBehind = await advanceShadowProcess(ctx);
      outages.succeeded();
    } catch (error) {
      outages.failed(error);
    }
    if (!isBehind) await ctx.sleep(PAUSE_MS, signal).catch(() => undefined);
  }
}
