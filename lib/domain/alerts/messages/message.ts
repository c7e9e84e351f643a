import { alertFigures, type ToldKind } from '../rule.ts';
import type { AlertEventKind } from '../state.ts';
import { subjectText } from '../subject.ts';

/** One event as it is told. */
export interface ToldEvent {
  id: string;
  kind: AlertEventKind;
  ruleId: string;
  ruleName: string;
  ruleKind: ToldKind;
  /** Category or other part that it is about; empty for the whole. */
  key: string;
  value: number | null;
  threshold: number;
  detail: string;
  advice: string | null;
  /** When the present state began, ISO 8601. */
  since: string | null;
  /** Path of the page that shows what is behind it. */
  link: string;
}

/** One message to people: an event, or a list of events of one check. */
export interface AlertMessage {
  /** The same for every channel and every attempt. */
  id: string;
  at: string;
  title: string;
  events: readonly ToldEvent[];
  /** Address of the page of alerts. */
  url: string;
}

const HEADS: Record<AlertEventKind, string> = {
  firing: 'Alert',
  renotify: 'Still firing',
  resolved: 'Resolved',
  no_data: 'No more data',
  pending: 'Watching',
  ok: 'Fine again',
};

/** Puts the events of one message together; `events` isn't empty. */
export function buildMessage(
  id: string,
  at: string,
  events: readonly ToldEvent[],
  baseUrl: string,
): AlertMessage {
  return { id, at, title: titleOf(events), events, url: `${baseUrl}/alerts?message=${id}` };
}

function titleOf(events: readonly ToldEvent[]): string {
  const [first] = events;
  if (!first) return 'Alerts';
  if (events.length === 1)
    return first.ruleKind === 'rollout' ? subjectOf(first) : `${HEADS[first.kind]}: ${subjectOf(first)}`;
  const isOneRule = events.every(({ ruleId }) => ruleId === first.ruleId);
  const isOneKind = events.every(({ kind }) => kind === first.kind);
  const head = isOneKind ? HEADS[first.kind] : 'Alerts';
  return `${head}: ${isOneRule ? `${first.ruleName} (${events.length})` : `${events.length} alerts`}`;
}

/** Name of the rule and what of it is meant. */
export function subjectOf({ ruleKind, ruleName, key }: ToldEvent): string {
  return subjectText(ruleKind, ruleName, key);
}

/** Value against threshold, in words. */
export function comparisonText({ ruleKind, value, threshold }: ToldEvent): string {
  const figures = alertFigures(ruleKind, value, threshold);
  if (ruleKind === 'rollout') return `${figures.value} of traffic (${figures.wanted})`;
  return `${figures.value} (wanted: ${figures.wanted})`;
}

/** The head of one event in a list. */
export function headOf({ kind, ruleKind }: Pick<ToldEvent, 'kind' | 'ruleKind'>): string {
  return ruleKind === 'rollout' ? 'News' : HEADS[kind];
}

/** Plain text of a message, for e-mail and notifications. */
export function messageText(message: AlertMessage, baseUrl: string): string {
  const parts = message.events.map((event) =>
    [
      `${headOf(event)}: ${subjectOf(event)}`,
      `  ${comparisonText(event)}`,
      `  ${event.detail}`,
      ...(event.since === null ? [] : [`  since ${event.since}`]),
      ...(event.advice === null ? [] : [`  ${event.advice}`]),
      `  ${baseUrl}${event.link}`,
    ].join('\n'),
  );
  return `${parts.join('\n\n')}\n\nAll alerts: ${message.url}\n`;
}
