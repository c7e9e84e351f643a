import type { z } from 'zod';
import type { Scope } from '#lib/domain/access/scopes.ts';
import {
  alertChannelListSchema,
  changeAlertChannelSchema,
  createAlertChannelSchema,
  testedAlertChannelSchema,
} from './alert-channels.ts';
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
} from './alerts.ts';
import { alertRuleSchema } from '#lib/domain/alerts/rule.ts';
import { apiKeyListSchema, createApiKeySchema, createdApiKeySchema } from './api-keys.ts';
import {
  comparedExamplePageSchema,
  comparedExamplesQuerySchema,
  comparisonQuerySchema,
  runComparisonSchema,
} from './comparisons.ts';
import {
  chatLogDetailSchema,
  chatLogExportQuerySchema,
  chatLogPageSchema,
  chatLogsQuerySchema,
} from './chat-logs.ts';
import { feedbackSchema, feedbackSummarySchema, giveFeedbackSchema } from './feedback.ts';
import { jobsSchema } from './jobs.ts';
import { costsSchema } from './costs.ts';
import { overviewScoresQuerySchema, overviewScoresSchema } from './overview-scores.ts';
import { overviewSchema } from './overview.ts';
import { pageQuerySchema, timeRangeQuerySchema } from './page.ts';
import {
  runDetailSchema,
  runExamplePageSchema,
  runExamplesQuerySchema,
  runPageSchema,
  runsQuerySchema,
  startedRunSchema,
  startRunSchema,
  tagRunSchema,
  uploadedRunSchema,
} from './runs.ts';
import { scoresSchema } from './scores.ts';
import { settingsEndpoints } from './settings-endpoints.ts';
import { shadowDecisionSchema } from './shadow-decision.ts';
import {
  shadowEvalPageSchema,
  shadowEvalSchema,
  shadowEvalsQuerySchema,
  shadowSeriesSchema,
} from './shadow.ts';
import {
  baselinePageSchema,
  ciRunQuerySchema,
  ciRunSchema,
  ciVerdictSchema,
  runOriginSchema,
  runVerdictQuerySchema,
  runVerdictSchema,
  verdictPageSchema,
  verdictsQuerySchema,
} from './verdicts.ts';
import { trafficFilterSchema } from './traffic-filter.ts';
import {
  costQualitySchema,
  failurePatternsSchema,
  latencyHistogramSchema,
  trafficQuerySchema,
  trafficSeriesSchema,
  trafficSummarySchema,
  trafficValuesSchema,
} from './traffic.ts';

/** What a route promises. Access, parsing and the OpenAPI document follow from it; a route without one can't exist. */
export interface Endpoint {
  summary: string;
  scope: Scope;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The handler reads the body itself, as it comes; `body` only describes it. */
  isBodyStreamed?: boolean;
  /** Callers without a key may sign the body with the webhook's secret; needs `isBodyStreamed`. */
  isSignable?: boolean;
  /** The header Idempotency-Key makes sending it again safe. */
  takesIdempotencyKey?: boolean;
  /** 1 MB by default. */
  maxBodyBytes?: number;
  /** Absent: the route answers 204 without a body, or with a file. */
  response?: z.ZodType;
  /** 200 by default. */
  status?: 200 | 201 | 202 | 204;
}

const MEGABYTE = 1024 * 1024;

export const endpoints = {
  'GET /api/overview': {
    summary: 'Traffic and the comparison of candidate and production in a stretch of time',
    scope: 'read',
    query: timeRangeQuerySchema,
    response: overviewSchema,
  },
  'GET /api/overview/scores': {
    summary: "Runs' scores over time and by version, against the thresholds",
    scope: 'read',
    query: overviewScoresQuerySchema,
    response: overviewScoresSchema,
  },
  'GET /api/costs': {
    summary: 'What production, shadow, judge and runs cost, and the budgets of the month',
    scope: 'read',
    query: timeRangeQuerySchema,
    response: costsSchema,
  },
  'GET /api/chat-logs': {
    summary: 'Stored exchanges that the filters let through, of the last 24 hours by default',
    scope: 'read',
    query: chatLogsQuerySchema,
    response: chatLogPageSchema,
  },
  'GET /api/chat-logs/export': {
    summary:
      'All stored exchanges that the filters let through, to download; of the last 24 hours by default',
    scope: 'read',
    query: chatLogExportQuerySchema,
  },
  'GET /api/chat-logs/{id}': {
    summary: 'One stored exchange with its evaluations and its feedback',
    scope: 'read',
    response: chatLogDetailSchema,
  },
  'POST /api/feedback': {
    summary:
      'Rate an answer; the next rating of the same user takes the place of the one before. Like /chat open to this machine',
    scope: 'chat:write',
    body: giveFeedbackSchema,
    response: feedbackSchema,
  },
  'GET /api/feedback/summary': {
    summary: 'How exchanges were rated over time',
    scope: 'read',
    query: trafficFilterSchema,
    response: feedbackSummarySchema,
  },
  'GET /api/traffic/summary': {
    summary: 'Requests, failures, latency, tokens and cost of the exchanges that the filters let through',
    scope: 'read',
    query: trafficQuerySchema,
    response: trafficSummarySchema,
  },
  'GET /api/traffic/series': {
    summary: 'The same over time',
    scope: 'read',
    query: trafficQuerySchema,
    response: trafficSeriesSchema,
  },
  'GET /api/traffic/latency': {
    summary: 'Exchanges by how long they took',
    scope: 'read',
    query: trafficFilterSchema,
    response: latencyHistogramSchema,
  },
  'GET /api/traffic/failures': {
    summary: 'What failed exchanges have in common, most frequent first',
    scope: 'read',
    query: trafficFilterSchema,
    response: failurePatternsSchema,
  },
  'GET /api/traffic/cost-quality': {
    summary: 'Mean cost and mean judge score of each model with each prompt version',
    scope: 'read',
    query: trafficFilterSchema,
    response: costQualitySchema,
  },
  'GET /api/traffic/values': {
    summary: 'Models, prompt versions, use cases, variants and upstreams to filter by',
    scope: 'read',
    query: trafficFilterSchema,
    response: trafficValuesSchema,
  },
  'GET /api/shadow/evals': {
    summary: 'Shadow evaluations, newest exchange first',
    scope: 'read',
    query: shadowEvalsQuerySchema,
    response: shadowEvalPageSchema,
  },
  'GET /api/shadow/evals/{id}': {
    summary: 'One shadow evaluation',
    scope: 'read',
    response: shadowEvalSchema,
  },
  'GET /api/shadow/series': {
    summary: 'Rolling means of production and candidate scores',
    scope: 'read',
    query: timeRangeQuerySchema,
    response: shadowSeriesSchema,
  },
  'GET /api/shadow/decision': {
    summary: 'Whether the candidate may replace production, with the evidence',
    scope: 'read',
    response: shadowDecisionSchema,
  },
  'GET /api/runs': {
    summary: 'Runs that a filter expression lets through',
    scope: 'read',
    query: runsQuerySchema,
    response: runPageSchema,
  },
  'POST /api/runs': {
    summary: 'Score the golden set on the server, as a background job',
    scope: 'ci:write',
    body: startRunSchema,
    response: startedRunSchema,
    status: 202,
  },
  'POST /api/runs/upload': {
    summary: 'Store the scores file of a run that was done elsewhere; again, it changes nothing (status 200)',
    scope: 'ci:write',
    body: scoresSchema,
    isBodyStreamed: true,
    maxBodyBytes: 50 * MEGABYTE,
    response: uploadedRunSchema,
    status: 201,
  },
  'GET /api/runs/{id}': {
    summary: 'Everything of a run but its examples',
    scope: 'read',
    response: runDetailSchema,
  },
  'GET /api/runs/{id}/examples': {
    summary: 'Examples of a run with every answer',
    scope: 'read',
    query: runExamplesQuerySchema,
    response: runExamplePageSchema,
  },
  'GET /api/runs/{id}/scores': { summary: "A finished run's scores file, to download", scope: 'read' },
  'GET /api/runs/{id}/artifacts/{name}': { summary: 'A file of a run, to download', scope: 'read' },
  'PATCH /api/runs/{id}/tags': {
    summary: 'Set tags of a run; null takes one away. The tag env is set by promotion alone',
    scope: 'ci:write',
    body: tagRunSchema,
    response: runDetailSchema,
  },
  'POST /api/runs/{id}/promote': {
    summary: 'Make a finished run the baseline, tagged env=production',
    scope: 'ci:write',
    response: runDetailSchema,
  },
  'POST /api/runs/{id}/cancel': {
    summary: 'Cancel a run that is queued or running',
    scope: 'ci:write',
    response: runDetailSchema,
  },
  'POST /api/ci/runs': {
    summary:
      'Store a run of CI and judge it against the baseline, in one transaction. The body is this object, or a plain scores file with the other members in the query. The same again is answered the same, with status 200',
    scope: 'ci:write',
    query: ciRunQuerySchema,
    body: ciRunSchema,
    isBodyStreamed: true,
    isSignable: true,
    takesIdempotencyKey: true,
    maxBodyBytes: 50 * MEGABYTE,
    response: ciVerdictSchema,
    status: 201,
  },
  'GET /api/runs/{id}/verdict': {
    summary: "A run's latest verdict with its scorecard",
    scope: 'read',
    query: runVerdictQuerySchema,
    response: runVerdictSchema,
  },
  'POST /api/runs/{id}/verdict': {
    summary:
      "Judge a finished run again, against today's baseline. What the body leaves out is as in the run's latest verdict",
    scope: 'ci:write',
    body: runOriginSchema,
    takesIdempotencyKey: true,
    response: ciVerdictSchema,
    status: 201,
  },
  'GET /api/verdicts': {
    summary: 'Verdicts of the quality gate, newest first',
    scope: 'read',
    query: verdictsQuerySchema,
    response: verdictPageSchema,
  },
  'GET /api/baselines': {
    summary: 'Promotions with their runs, the latest first',
    scope: 'read',
    query: pageQuerySchema,
    response: baselinePageSchema,
  },
  'GET /api/compare': {
    summary: 'Finished runs against the first of them: quality with intervals, cost and latency',
    scope: 'read',
    query: comparisonQuerySchema,
    response: runComparisonSchema,
  },
  'GET /api/compare/examples': {
    summary: 'Examples of two runs side by side, those that changed most first',
    scope: 'read',
    query: comparedExamplesQuerySchema,
    response: comparedExamplePageSchema,
  },
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
  'GET /api/jobs': {
    summary: 'Background jobs by state, and dead letters',
    scope: 'read',
    response: jobsSchema,
  },
  'GET /api/keys': {
    summary: 'API keys, without the keys themselves',
    scope: 'admin',
    response: apiKeyListSchema,
  },
  'POST /api/keys': {
    summary: 'Create an API key; it is shown this once',
    scope: 'admin',
    body: createApiKeySchema,
    response: createdApiKeySchema,
    status: 201,
  },
  'DELETE /api/keys/{id}': { summary: 'Revoke an API key', scope: 'admin', status: 204 },
  ...settingsEndpoints,
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;
