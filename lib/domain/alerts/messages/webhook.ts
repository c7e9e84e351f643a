import type { AlertMessage } from './message.ts';

/** Body of a signed webhook. */
export function webhookBody(message: AlertMessage): object {
  return {
    type: 'alert',
    message_id: message.id,
    at: message.at,
    title: message.title,
    url: message.url,
    events: message.events.map((event) => ({
      event_id: event.id,
      kind: event.kind,
      rule_id: event.ruleId,
      rule_name: event.ruleName,
      rule_kind: event.ruleKind,
      key: event.key,
      value: event.value,
      threshold: event.threshold,
      since: event.since,
      detail: event.detail,
    })),
  };
}
