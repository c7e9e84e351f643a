import { costsSchema } from '../costs.ts';
import { overviewScoresQuerySchema, overviewScoresSchema } from '../overview-scores.ts';
import { overviewSchema } from '../overview.ts';
import { timeRangeQuerySchema } from '../page.ts';
import type { Endpoint } from './endpoint.ts';

/** Routes behind the overview and the costs; a part of `endpoints`. */
export const overviewEndpoints = {
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
} as const satisfies Record<string, Endpoint>;
