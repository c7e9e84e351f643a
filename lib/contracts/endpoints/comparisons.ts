import {
  comparedExamplePageSchema,
  comparedExamplesQuerySchema,
  comparisonQuerySchema,
  runComparisonSchema,
} from '../comparisons.ts';
import type { Endpoint } from './endpoint.ts';

/** Routes behind comparisons of runs; a part of `endpoints`. */
export const comparisonEndpoints = {
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
} as const satisfies Record<string, Endpoint>;
