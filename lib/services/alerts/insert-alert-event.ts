import type { PoolClient } from 'pg';
import type { ToldKind } from '#lib/domain/alerts/rule.ts';
import type { AlertEvent } from '#lib/domain/alerts/state.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import type { Channel } from './read-channels.ts';

/** One line of the alerts' history. */
export interface AlertLine {
  ruleId: string;
  ruleName: string;
  ruleKind: ToldKind;
  key: string;
  event: AlertEvent;
  value: number | null;
  threshold: number;
  samples: number;
  sinceMs: number | null;
  detail: string;
  advice: string | null;
  link: string;
  /** The message that tells it; null when it isn't told. */
  messageId: string | null;
}

/** Writes a line of history in the caller's transaction. */
export async function insertAlertEvent(
  ctx: Pick<Context, 'clock' | 'newId'>,
  client: PoolClient,
  line: AlertLine,
): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  await client.query(
    `INSERT INTO alert_events (id, created_at, rule_id, rule_name, rule_kind, key, kind, from_status, to_status,
       outcome, reason, value, threshold, samples, since, detail, advice, link, message_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      ...[ctx.newId(nowMs), new Date(nowMs), line.ruleId, storableText(line.ruleName), line.ruleKind],
      ...[storableText(line.key), line.event.kind, line.event.from, line.event.to],
      ...[line.event.outcome, line.event.reason, line.value, line.threshold, line.samples],
      ...[line.sinceMs === null ? null : new Date(line.sinceMs), storableText(line.detail)],
      ...[line.advice === null ? null : storableText(line.advice), line.link, line.messageId],
    ],
  );
}

/** Puts a message on its way to channels: a delivery for each, with its job, in the caller's transaction. */
export async function insertDeliveries(
  ctx: Pick<Context, 'clock' | 'newId' | 'jobs'>,
  client: PoolClient,
  messageId: string,
  channels: readonly Channel[],
): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  const ids: string[] = [];
  for (const channel of channels) {
    const id = ctx.newId(nowMs);
    await client.query(
      `INSERT INTO alert_deliveries (id, created_at, message_id, channel_id, channel_name, channel_kind, state, attempts)
       VALUES ($1, $2, $3, $4, $5, $6, 'queued', '[]')`,
      [id, new Date(nowMs), messageId, channel.id, channel.name, channel.kind],
    );
    ids.push(id);
  }
  await ctx.jobs.enqueueDeliveries(
    client,
    ids.map((id) => ({ job_id: id, delivery_id: id })),
    0,
  );
}
