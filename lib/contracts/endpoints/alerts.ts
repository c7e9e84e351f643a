import { alertRuleSchema } from '#lib/domain/alerts/rule.ts';
import {
  alertChannelListSchema,
  changeAlertChannelSchema,
  createAlertChannelSchema,
  testedAlertChannelSchema,
} from '../alert-channels.ts';
import {
  alertCheckSchema,
  alertEventDetailSchema,
  alertEventPageSchema,
  alertEventsQuerySchema,
  alertListSchema,
  alertRuleListSchema,
  alertSettingsSchema,
  changeAlertRuleSchema,
  changeAlertSettingsSchema,
  versionQuerySchema,
} from '../alerts.ts';
import type { Endpoint } from './endpoint.ts';

/** Routes behind alerts: what they see, their history, rules and channels; a part of `endpoints`. */
export const alertEndpoints = {
  'GET /api/alerts': {
    summary: 'What every alert rule sees now, firing alerts first',
    scope: 'read',
    response: alertListSchema,
  },
  'GET /api/alerts/events': {
    summary: 'History of alerts, newest first: every change, told or not, and why',
    scope: 'read',
    query: alertEventsQuerySchema,
    response: alertEventPageSchema,
  },
  'GET /api/alerts/events/{id}': {
    summary: 'One event of the history with the answers of its channels',
    scope: 'read',
    response: alertEventDetailSchema,
  },
  'POST /api/alerts/check': {
    summary: 'Look at every rule now, as happens each minute',
    scope: 'ci:write',
    response: alertCheckSchema,
  },
  'GET /api/alerts/rules': {
    summary: 'Alert rules in force, of the file and of the settings page',
    scope: 'read',
    response: alertRuleListSchema,
  },
  'POST /api/alerts/rules': {
    summary: 'Add an alert rule',
    scope: 'ci:write',
    body: alertRuleSchema,
    response: alertRuleListSchema,
    status: 201,
  },
  'PATCH /api/alerts/rules/{id}': {
    summary: 'Change an alert rule; 409 when somebody changed it since `version`',
    scope: 'ci:write',
    body: changeAlertRuleSchema,
    response: alertRuleListSchema,
  },
  'DELETE /api/alerts/rules/{id}': {
    summary: "Take a stored alert rule away; the file's is in force again, where there is one",
    scope: 'ci:write',
    query: versionQuerySchema,
    response: alertRuleListSchema,
  },
  'GET /api/alerts/settings': {
    summary: 'Quiet hours of alerts',
    scope: 'read',
    response: alertSettingsSchema,
  },
  'PATCH /api/alerts/settings': {
    summary: 'Change the quiet hours of alerts',
    scope: 'ci:write',
    body: changeAlertSettingsSchema,
    response: alertSettingsSchema,
  },
  'GET /api/alerts/channels': {
    summary: 'Where alerts are sent, without secrets',
    scope: 'admin',
    response: alertChannelListSchema,
  },
  'POST /api/alerts/channels': {
    summary: 'Add a channel for alerts; its secrets are encrypted and never shown again',
    scope: 'admin',
    body: createAlertChannelSchema,
    response: alertChannelListSchema,
    status: 201,
  },
  'PATCH /api/alerts/channels/{id}': {
    summary: 'Change a channel; 409 when somebody changed it since `version`',
    scope: 'admin',
    body: changeAlertChannelSchema,
    response: alertChannelListSchema,
  },
  'DELETE /api/alerts/channels/{id}': {
    summary: 'Remove a channel',
    scope: 'admin',
    query: versionQuerySchema,
    response: alertChannelListSchema,
  },
  'POST /api/alerts/channels/{id}/test': {
    summary: 'Send a test message to a channel and tell its answer',
    scope: 'admin',
    response: testedAlertChannelSchema,
  },
} as const satisfies Record<string, Endpoint>;
