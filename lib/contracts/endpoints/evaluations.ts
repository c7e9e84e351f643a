import { agreementQuerySchema, agreementSchema } from '../agreement.ts';
import {
  evaluationPageSchema,
  evaluationsQuerySchema,
  evaluationSummaryQuerySchema,
  evaluationSummarySchema,
  giveLabelSchema,
  humanEvaluationSchema,
  nextLabelSchema,
  ruleFindingsQuerySchema,
  ruleFindingsSchema,
} from '../evaluations.ts';
import type { Endpoint } from './endpoint.ts';

/** Routes behind evaluations of traffic and their labels; a part of `endpoints`. */
export const evaluationEndpoints = {
  'GET /api/evaluations': {
    summary: 'What rules, the judge and people found out about exchanges, newest exchange first',
    scope: 'read',
    query: evaluationsQuerySchema,
    response: evaluationPageSchema,
  },
  'GET /api/evaluations/summary': {
    summary: 'Mean scores by source, model and prompt version, and over time',
    scope: 'read',
    query: evaluationSummaryQuerySchema,
    response: evaluationSummarySchema,
  },
  'GET /api/evaluations/rules': {
    summary: 'How often each rule has fired, on the whole and over time',
    scope: 'read',
    query: ruleFindingsQuerySchema,
    response: ruleFindingsSchema,
  },
  'GET /api/evaluations/agreement': {
    summary: "How far the judge and people agree, and the judge's mean corrected by their labels",
    scope: 'read',
    query: agreementQuerySchema,
    response: agreementSchema,
  },
  'GET /api/labels/next': {
    summary:
      'The exchange to label next, kept for the caller for some minutes; the same one until it is labelled',
    scope: 'ci:write',
    response: nextLabelSchema,
  },
  'POST /api/labels': {
    summary: "Label an exchange; the caller's next label of it takes the place of the one before",
    scope: 'ci:write',
    body: giveLabelSchema,
    response: humanEvaluationSchema,
  },
} as const satisfies Record<string, Endpoint>;
