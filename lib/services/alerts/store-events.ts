import type { PoolClient } from 'pg';
import { groupEvents } from '#lib/domain/alerts/messages/group.ts';
import type { AlertRule } from '#lib/domain/alerts/rule.ts';
import type { AlertEvent } from '#lib/domain/alerts/state.ts';
import type { Context } from '../context.ts';
import type { SeenState } from './alert-states.ts';
import { insertAlertEvent, insertDeliveries, type AlertLine } from './insert-alert-event.ts';
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
    const wanted = group[0]?.rule.channels ?? null;
    const to = channels.filter(({ id }) => wanted === null || wanted.includes(id));
    // The history says of what has no message that there was no channel.
    if (to.length === 0) continue;
    const messageId = ctx.newId(nowMs);
    for (const event of group) messageOf.set(event, messageId);
    await insertDeliveries(ctx, client, messageId, to);
  }
  for (const event of events) {
    await insertAlertEvent(ctx, client, { ...lineOf(event), messageId: messageOf.get(event) ?? null });
  }
  return new Set(messageOf.values()).size;
}

function lineOf({
  ruleId,
  rule,
  event,
  state,
  threshold,
  observation,
}: NewEvent): Omit<AlertLine, 'messageId'> {
  const { key, value, samples, detail, link } = observation;
  return {
    ...{
      ruleId,
      ruleName: rule.name,
      ruleKind: rule.kind,
      key,
      event,
      value,
      threshold,
      samples,
      detail,
      link,
    },
    sinceMs: state.sinceMs,
    advice: rule.advice,
  };
}
