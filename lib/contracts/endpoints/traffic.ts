import {
  chatLogDetailSchema,
  chatLogExportQuerySchema,
  chatLogPageSchema,
  chatLogsQuerySchema,
} from '../chat-logs.ts';
import { feedbackSchema, feedbackSummarySchema, giveFeedbackSchema } from '../feedback.ts';
import { trafficFilterSchema } from '../traffic-filter.ts';
import {
  costQualitySchema,
  failurePatternsSchema,
  latencyHistogramSchema,
  trafficQuerySchema,
  trafficSeriesSchema,
  trafficSummarySchema,
  trafficValuesSchema,
} from '../traffic.ts';
import { tracePageSchema, traceSchema, tracesQuerySchema } from '../traces.ts';
import type { Endpoint } from './endpoint.ts';

/** Routes behind stored exchanges, their figures and their feedback; a part of `endpoints`. */
export const trafficEndpoints = {
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
  'GET /api/traces': {
    summary: 'Traces with stored spans, newest first; of the last 24 hours by default',
    scope: 'read',
    query: tracesQuerySchema,
    response: tracePageSchema,
  },
  'GET /api/traces/{id}': {
    summary: 'The spans of one trace, those of exchanges of the gateway among them',
    scope: 'read',
    response: traceSchema,
  },
} as const satisfies Record<string, Endpoint>;
