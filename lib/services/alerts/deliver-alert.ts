import type { AlertDeliveryJobData } from '#lib/contracts/events.ts';
import { buildMessage, type AlertMessage, type ToldEvent } from '#lib/domain/alerts/messages/message.ts';
import type { SendAnswer } from '#lib/domain/alerts/channel.ts';
import { MOST_ATTEMPTS, retryDelayMs } from '#lib/domain/alerts/retry.ts';
import { storableLine } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { readChannels, type ChannelContext } from './read-channels.ts';

export type DeliverContext = ChannelContext & Pick<Context, 'clock' | 'newId' | 'jobs'>;

/** A process that died while it sent is waited for so long before somebody else tries. */
const CLAIM_MS = 120_000;
/** The queue goes by the database's clock, which may be a little ahead of this one. */
const EARLY_MS = 1_000;

interface Claimed {
  id: string;
  message_id: string;
  channel_id: string;
  created_at: Date;
  attempts: unknown[];
}

/**
 * Sends one message to one channel. Who sends claims the delivery first, so that a delivery that was made is never made
 * again, however often its job runs. A failure that may pass schedules the next attempt in the transaction that notes the
 * answer.
 */
export async function deliverAlert(
  ctx: DeliverContext,
  { delivery_id: id }: AlertDeliveryJobData,
): Promise<{ state: string }> {
  const claimed = await claim(ctx, id);
  if (claimed === null) return later(ctx, id);
  const channel = (await readChannels(ctx)).find((item) => item.id === claimed.channel_id);
  const message = await readMessage(ctx, claimed.message_id, claimed.created_at);
  const obstacle =
    channel === undefined
      ? 'the channel was removed'
      : channel.isPaused
        ? 'the channel is paused'
        : channel.target === null
          ? channel.summary
          : message === null
            ? 'its events are not kept any more'
            : null;
  const answer =
    obstacle === null && channel?.target && message
      ? await ctx.alerts.send(channel.target, message)
      : notSent(obstacle ?? 'nothing to send');
  return { state: await settle(ctx, claimed, answer) };
}

async function claim(ctx: DeliverContext, id: string): Promise<Claimed | null> {
  const nowMs = ctx.clock.nowMs();
  const { rows } = await ctx.pool.query<Claimed>(
    `UPDATE alert_deliveries SET state = 'sending', claimed_until = $2
     WHERE id = $1 AND (state = 'queued'
       OR (state = 'waiting' AND next_attempt_at <= $4)
       OR (state = 'sending' AND (claimed_until <= $3 OR claimed_until > $2)))
     RETURNING id, message_id, channel_id, created_at, attempts`,
    [id, new Date(nowMs + CLAIM_MS), new Date(nowMs), new Date(nowMs + EARLY_MS)],
  );
  return rows[0] ?? null;
}

/**
 * It is over, or its time hasn't come, or somebody else is at it, who may die: in the last two cases this job comes back.
 */
async function later(ctx: DeliverContext, id: string): Promise<{ state: string }> {
  const nowMs = ctx.clock.nowMs();
  return inTransaction(ctx.pool, async (client) => {
    const { rows } = await client.query<{ state: string; next_attempt_at: Date | null }>(
      'SELECT state, next_attempt_at FROM alert_deliveries WHERE id = $1',
      [id],
    );
    const { state = 'unknown', next_attempt_at: due = null } = rows[0] ?? {};
    if (state === 'sending' || state === 'waiting') {
      const waitMs = state === 'sending' ? CLAIM_MS : Math.max(EARLY_MS, (due?.getTime() ?? nowMs) - nowMs);
      await ctx.jobs.enqueueDeliveries(client, [{ job_id: ctx.newId(nowMs), delivery_id: id }], waitMs);
    }
    return { state };
  });
}

async function settle(ctx: DeliverContext, { id, attempts }: Claimed, answer: SendAnswer): Promise<string> {
  const nowMs = ctx.clock.nowMs();
  const made = attempts.length + 1;
  const waitMs =
    answer.outcome !== 'delivered' && answer.isRetriable ? retryDelayMs(made, answer.retryAfterMs) : null;
  const state = answer.outcome === 'delivered' ? 'delivered' : waitMs === null ? 'failed' : 'waiting';
  const attempt = {
    at: new Date(nowMs).toISOString(),
    outcome: answer.outcome,
    status: answer.status,
    text: answer.text,
    duration_ms: Math.round(answer.durationMs),
    ...(state === 'failed' && made >= MOST_ATTEMPTS ? { note: 'given up' } : {}),
  };
  await inTransaction(ctx.pool, async (client) => {
    await client.query(
      `UPDATE alert_deliveries SET state = $2, attempts = attempts || $3::jsonb, claimed_until = NULL,
         next_attempt_at = $4, finished_at = $5
       WHERE id = $1`,
      [
        id,
        state,
        storableLine([attempt]),
        waitMs === null ? null : new Date(nowMs + waitMs),
        state === 'waiting' ? null : new Date(nowMs),
      ],
    );
    if (waitMs === null) return;
    const job_id = ctx.newId(nowMs);
    await ctx.jobs.enqueueDeliveries(client, [{ job_id, delivery_id: id }], waitMs);
  });
  return state;
}

function notSent(text: string): SendAnswer {
  return {
    outcome: 'not_allowed',
    isRetriable: false,
    status: null,
    text,
    retryAfterMs: null,
    durationMs: 0,
  };
}

async function readMessage(ctx: DeliverContext, messageId: string, at: Date): Promise<AlertMessage | null> {
  const { rows } = await ctx.pool.query<Omit<ToldEvent, 'since'> & { since: Date | null }>(
    `SELECT id, kind, rule_id AS "ruleId", rule_name AS "ruleName", rule_kind AS "ruleKind", key, value, threshold,
            detail, advice, since, link
     FROM alert_events WHERE message_id = $1 ORDER BY rule_name, key, id`,
    [messageId],
  );
  if (rows.length === 0) return null;
  const events = rows.map((row) => ({ ...row, since: row.since?.toISOString() ?? null }));
  return buildMessage(messageId, at.toISOString(), events, ctx.alerts.baseUrl);
}
