import { killedSchema, killSwitchSchema, routerSchema } from '../rollouts.ts';
import type { Endpoint } from './endpoint.ts';

/** Routes behind rollouts; a part of `endpoints`. */
export const rolloutEndpoints = {
  'GET /api/router': {
    summary: 'What serves production, who gets a candidate, and what is switched off, as this process knows it',
    scope: 'read',
    response: routerSchema,
  },
  'POST /api/kill-switch': {
    summary: 'Switch shadow evaluation or the candidate of a rollout off, or on again; works without the database',
    scope: 'ci:write',
    body: killSwitchSchema,
    response: killedSchema,
  },
} as const satisfies Record<string, Endpoint>;
