import {
  promotedRunSchema,
  runDetailSchema,
  runExamplePageSchema,
  runExamplesQuerySchema,
  runPageSchema,
  runsQuerySchema,
  startedRunSchema,
  startRunSchema,
  tagRunSchema,
  uploadedRunSchema,
} from '../runs.ts';
import { scoresSchema } from '../scores.ts';
import { MEGABYTE, type Endpoint } from './endpoint.ts';

/** Routes behind runs of the golden set; a part of `endpoints`. */
export const runEndpoints = {
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
    summary:
      'Make a finished run the baseline, tagged env=production; the one that is it already stays, with `is_unchanged`',
    scope: 'ci:write',
    response: promotedRunSchema,
  },
  'POST /api/runs/{id}/cancel': {
    summary: 'Cancel a run that is queued or running',
    scope: 'ci:write',
    response: runDetailSchema,
  },
} as const satisfies Record<string, Endpoint>;
