import type { Context } from '../context.ts';

const DAY_MS = 86_400_000;

/** Deletes history and finished deliveries older than `keep_days`; present states stay. */
export async function forgetAlerts(
  ctx: Pick<Context, 'pool' | 'clock' | 'config'>,
): Promise<{ events: number; deliveries: number }> {
  const before = new Date(ctx.clock.nowMs() - ctx.config.alerts.keep_days * DAY_MS);
  const deliveries = await ctx.pool.query(
    'DELETE FROM alert_deliveries WHERE created_at < $1 AND finished_at IS NOT NULL',
    [before],
  );
  const events = await ctx.pool.query(
    `DELETE FROM alert_events WHERE created_at < $1 AND NOT EXISTS (
       SELECT 1 FROM alert_deliveries WHERE message_id = alert_events.message_id)`,
    [before],
  );
  return { events: events.rowCount ?? 0, deliveries: deliveries.rowCount ?? 0 };
}
