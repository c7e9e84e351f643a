import { apiKeyListSchema, createApiKeySchema, createdApiKeySchema } from '../api-keys.ts';
import { jobsSchema } from '../jobs.ts';
import type { Endpoint } from './endpoint.ts';

/** Routes behind jobs and API keys; a part of `endpoints`. */
export const operationsEndpoints = {
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
