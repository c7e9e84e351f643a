import { pageQuerySchema } from '../page.ts';
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
} from '../verdicts.ts';
import { MEGABYTE, type Endpoint } from './endpoint.ts';

/** Routes behind the quality gate: runs of CI, verdicts, baselines; a part of `endpoints`. */
export const gateEndpoints = {
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
} as const satisfies Record<string, Endpoint>;
