import { timeRangeQuerySchema } from '../page.ts';
import { shadowDecisionSchema } from '../shadow-decision.ts';
import {
  shadowEvalPageSchema,
  shadowEvalSchema,
  shadowEvalsQuerySchema,
  shadowSeriesSchema,
} from '../shadow.ts';
import type { Endpoint } from './endpoint.ts';

/** Routes behind shadow evaluations; a part of `endpoints`. */
export const shadowEndpoints = {
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
} as const satisfies Record<string, Endpoint>;
