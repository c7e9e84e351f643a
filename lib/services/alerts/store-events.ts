import type { PoolClient } from 'pg';
import { groupEvents } from '#lib/domain/alerts/messages/group.ts';
import type { AlertRule } from '#lib/domain/alerts/rule.ts';
import type { AlertEvent } from '#lib/domain/alerts/state.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import type { SeenState } from './alert-states.ts';
import type { Channel } from './read-channels.ts';

type StoreContext = Pick<Context, 'clock' | 'newId' | 'config' | 'jobs'>;

/** An event of this check with everything that its history keeps. */
export interface NewEvent extends SeenState {
  rule: AlertRule;
  event: AlertEvent;
}

/**
 * Writes the history of one check and puts what is to be told on its way: a delivery a message and channel, with its job,
 * in the caller's transaction. Gives back how many messages there are.
 */
export async function storeEvents(
  ctx: StoreContext,
  client: PoolClient,
  events: readonly NewEvent[],
  channels: readonly Channel[],
): Promise<number> {
  const nowMs = ctx.clock.nowMs();
  const { group_above: groupAbove, most_messages: mostMessages } = ctx.config.alerts;
  const told = events.filter(({ event }) => event.outcome === 'sent');
  // Rules with channels of their own aren't mixed with others.
  const routes = Map.groupBy(told, ({ rule }) => rule.channels?.toSorted().join(' ') ?? null);
  const messages = [...routes.values()].flatMap((group) => groupEvents(group, { groupAbove, mostMessages }));
  const messageOf = new Map<NewEvent, string>();
  for (const group of messages) {
    const messageId = ctx.newId(nowMs);
    for (const event of group) messageOf.set(event, messageId);
    const wanted = group[0]?.rule.channels ?? null;
    const to = channels.filter(({ id }) => wanted === null || wanted.includes(id));
    await insertDeliveries(ctx, client, messageId, to);
  }
  for (const event of events) {
    await insertEvent(ctx, client, event, messageOf.get(event) ?? null);
  }
  return messages.length;
}

async function insertDeliveries(
  ctx: StoreContext,
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

async function insertEvent(
  ctx: StoreContext,
  client: PoolClient,
  { ruleId, rule, event, state, threshold, observation }: NewEvent,
  messageId: string | null,
): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  await client.query(
    `INSERT INTO alert_events (id, created_at, rule_id, rule_name, rule_kind, key, kind, from_status, to_status,
       outcome, reason, value, threshold, samples, since, detail, advice, link, message_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      ctx.newId(nowMs),
      new Date(nowMs),
      ruleId,
      storableText(rule.name),
      rule.kind,
      storableText(observation.key),
      event.kind,
      event.from,
      event.to,
      event.outcome,
      event.reason,
      observation.value,
      threshold,
      observation.samples,
      state.sinceMs === null ? null : new Date(state.sinceMs),
      storableText(observation.detail),
      rule.advice === null ? null : storableText(rule.advice),
      observation.link,
      messageId,
    ],
  );
}
