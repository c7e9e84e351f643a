import { RESOLUTION_MS } from '#lib/domain/telemetry/segments.ts';
import type { Context } from '#lib/services/context.ts';
import { auditRollups } from '#lib/services/rollups/audit-rollups.ts';
import { retain } from '#lib/services/rollups/retain.ts';
import { updateRollups } from '#lib/services/rollups/update-rollups.ts';
import { OutageLog } from './outage-log.ts';

/** Keeps sums of traffic up to date until the signal aborts; at the start, and once a day, it looks for what they miss. */
export async function keepRollups(ctx: Context, signal: AbortSignal): Promise<void> {
  const outages = new OutageLog(ctx.log, 'sums of traffic');
  const pauseMs = ctx.config.telemetry.rollups.interval_seconds * 1_000;
  let auditedMs = -Infinity;
  let retainedMs = -Infinity;
  while (!signal.aborted) {
    try {
      const nowMs = ctx.clock.nowMs();
      if (nowMs - auditedMs >= RESOLUTION_MS.day) {
        await auditRollups(ctx);
        auditedMs = nowMs;
      }
      await updateRollups(ctx, pauseMs, signal);
      if (nowMs - retainedMs >= RESOLUTION_MS.hour) {
        await retain(ctx);
        retainedMs = nowMs;
      }
      outages.succeeded();
    } catch (error) {
      outages.failed(error);
    }
    await ctx.sleep(pauseMs, signal).catch(() => undefined);
  }
}
