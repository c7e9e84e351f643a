import type { z } from 'zod';
import type { Scope } from '#lib/domain/access/scopes.ts';
import { apiKeyListSchema, createApiKeySchema, createdApiKeySchema } from './api-keys.ts';
import { chatLogPageSchema, chatLogSchema } from './chat-logs.ts';
import { jobsSchema } from './jobs.ts';
import { overviewSchema } from './overview.ts';
import { pageQuerySchema, timeRangeQuerySchema } from './page.ts';
import { shadowEvalPageSchema, shadowEvalSchema, shadowSeriesSchema } from './shadow.ts';

/** What a route promises. Access, parsing and the OpenAPI document follow from it; a route without one can't exist. */
export interface Endpoint {
  summary: string;
  scope: Scope;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Absent: the route answers 204 without a body. */
  response?: z.ZodType;
  /** 200 by default. */
  status?: 200 | 201 | 204;
}

export const endpoints = {
  'GET /api/overview': {
    summary: 'Traffic and the comparison of candidate and production in a stretch of time',
    scope: 'read',
    query: timeRangeQuerySchema,
    response: overviewSchema,
  },
  'GET /api/chat-logs': {
    summary: 'Stored exchanges, newest first',
    scope: 'read',
    query: pageQuerySchema,
    response: chatLogPageSchema,
  },
  'GET /api/chat-logs/{id}': { summary: 'One stored exchange', scope: 'read', response: chatLogSchema },
  'GET /api/shadow/evals': {
    summary: 'Shadow evaluations, newest exchange first',
    scope: 'read',
    query: pageQuerySchema,
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
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;
