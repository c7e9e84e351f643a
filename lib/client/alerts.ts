import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  alertChannelListSchema,
  testedAlertChannelSchema,
  type ChangeAlertChannel,
  type CreateAlertChannel,
} from '#lib/contracts/alert-channels.ts';
import {
  alertCheckSchema,
  alertEventDetailSchema,
  alertEventPageSchema,
  alertListSchema,
  alertRuleListSchema,
  alertSettingsSchema,
  type AlertSettings,
  type ChangeAlertRule,
} from '#lib/contracts/alerts.ts';
import type { AlertRule } from '#lib/domain/alerts/rule.ts';
import { ask, readAnswer } from './ask.ts';
import { getJson } from './get-json.ts';
import { sendJson } from './send-json.ts';

const LIVE_MS = 2_000;
const REFRESH_MS = 15_000;
const PAGE_SIZE = 25;

/** What every rule sees now. */
export function alertsQuery() {
  return queryOptions({
    queryKey: ['alerts', 'now'],
    queryFn: ({ signal }) => getJson('/api/alerts', alertListSchema, { signal }),
    refetchInterval: REFRESH_MS,
  });
}

/** What history is narrowed down to; null is everything. */
export interface AlertHistoryFilter {
  rule: string | null;
  kind: string | null;
  outcome: string | null;
  message: string | null;
}

/** History page by page, newest first. */
export function alertEventsQuery(filter: AlertHistoryFilter) {
  return infiniteQueryOptions({
    queryKey: ['alerts', 'events', filter],
    queryFn: ({ signal, pageParam }) =>
      getJson('/api/alerts/events', alertEventPageSchema, {
        query: { ...filter, limit: String(PAGE_SIZE), cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => REFRESH_MS * Math.max(1, state.data?.pages.length ?? 1),
  });
}

/** One event with its deliveries; live while one of them is under way. */
export function alertEventQuery(id: string) {
  return queryOptions({
    queryKey: ['alerts', 'event', id],
    queryFn: ({ signal }) =>
      getJson(`/api/alerts/events/${encodeURIComponent(id)}`, alertEventDetailSchema, { signal }),
    refetchInterval: ({ state: { data, error } }) => {
      const deliveries = error ? [] : (data?.deliveries ?? []);
      const isUnderWay = deliveries.some(({ state }) => state !== 'delivered' && state !== 'failed');
      return isUnderWay ? LIVE_MS : REFRESH_MS;
    },
  });
}

export function alertRulesQuery() {
  return queryOptions({
    queryKey: ['alerts', 'rules'],
    queryFn: ({ signal }) => getJson('/api/alerts/rules', alertRuleListSchema, { signal }),
  });
}

export function alertSettingsQuery() {
  return queryOptions({
    queryKey: ['alerts', 'settings'],
    queryFn: ({ signal }) => getJson('/api/alerts/settings', alertSettingsSchema, { signal }),
  });
}

export function alertChannelsQuery() {
  return queryOptions({
    queryKey: ['alerts', 'channels'],
    queryFn: ({ signal }) => getJson('/api/alerts/channels', alertChannelListSchema, { signal }),
  });
}

export const checkAlerts = () => sendJson('POST', '/api/alerts/check', undefined, alertCheckSchema);

export const addAlertRule = (rule: AlertRule) =>
  sendJson('POST', '/api/alerts/rules', rule, alertRuleListSchema);

export const changeAlertRule = (change: ChangeAlertRule) =>
  sendJson('PATCH', `/api/alerts/rules/${change.rule.id}`, change, alertRuleListSchema);

export async function resetAlertRule({ id, version }: { id: string; version: number }) {
  const path = `/api/alerts/rules/${id}?version=${version}`;
  return readAnswer(await ask(path, { method: 'DELETE' }), path, alertRuleListSchema);
}

export const changeAlertSettings = (change: Pick<AlertSettings, 'version' | 'quiet_hours'>) =>
  sendJson('PATCH', '/api/alerts/settings', change, alertSettingsSchema);

export const addAlertChannel = (channel: CreateAlertChannel) =>
  sendJson('POST', '/api/alerts/channels', channel, alertChannelListSchema);

export const changeAlertChannel = ({ id, ...change }: ChangeAlertChannel & { id: string }) =>
  sendJson('PATCH', `/api/alerts/channels/${id}`, change, alertChannelListSchema);

export async function removeAlertChannel({ id, version }: { id: string; version: number }) {
  const path = `/api/alerts/channels/${id}?version=${version}`;
  return readAnswer(await ask(path, { method: 'DELETE' }), path, alertChannelListSchema);
}

export const testAlertChannel = (id: string) =>
  sendJson('POST', `/api/alerts/channels/${id}/test`, undefined, testedAlertChannelSchema);
