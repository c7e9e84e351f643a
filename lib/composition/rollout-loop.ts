import type { Context } from '#lib/services/context.ts';
import { checkRollouts } from '#lib/services/rollout/check-rollouts.ts';
import { RolloutWatch } from '#lib/services/rollout/rollout-watch.ts';
import { OutageLog } from './outage-log.ts';

/** Looks at the rollout that is under way until the signal aborts; any number of processes may do so at once. */
export async function keepRollouts(ctx: Context, signal: AbortSignal): Promise<void> {
  const outages = new OutageLog(ctx.log, 'the control of rollouts');
  const watch = new RolloutWatch(ctx.clock.elapsedMs);
  const pauseMs = ctx.config.rollout.check_interval_seconds * 1_000;
  while (!signal.aborted) {
    try {
      // Other processes see it at their next reading; this one at once.
      if (await checkRollouts(ctx, watch)) await ctx.router.refresh();
      outages.succeeded();
    } catch (error) {
      outages.failed(error);
    }
    await ctx.sleep(pauseMs, signal).catch(() => undefined);
  }
}
