import {
  commandRolloutSchema,
  killedSchema,
  killSwitchSchema,
  liftFreezeSchema,
  rolloutDetailSchema,
  rolloutPageSchema,
  rolloutQuerySchema,
  rolloutsQuerySchema,
  routerSchema,
  startRolloutQuerySchema,
  startRolloutSchema,
} from '../rollouts.ts';
import type { Endpoint } from './endpoint.ts';

const command = { scope: 'ci:write', body: commandRolloutSchema, response: rolloutDetailSchema } as const;

/** Routes behind rollouts; a part of `endpoints`. */
export const rolloutEndpoints = {
  'GET /api/rollouts': {
    summary: 'Rollouts, newest first',
    scope: 'read',
    query: rolloutsQuerySchema,
    response: rolloutPageSchema,
  },
  'POST /api/rollouts': {
    summary:
      'Start a rollout. Refused with 409 while another one is active, and during a freeze. The same candidate from the same commit again is answered with the rollout that it started, with status 200; an Idempotency-Key says otherwise',
    scope: 'ci:write',
    query: startRolloutQuerySchema,
    body: startRolloutSchema,
    isBodyStreamed: true,
    isSignable: true,
    takesIdempotencyKey: true,
    response: rolloutDetailSchema,
    status: 201,
  },
  'GET /api/rollouts/{id}': {
    summary: 'A rollout with its history, health and figures; wait_seconds waits for its end',
    scope: 'read',
    query: rolloutQuerySchema,
    response: rolloutDetailSchema,
  },
  'POST /api/rollouts/{id}/pause': { summary: 'Keep the share of traffic as it is', ...command },
  'POST /api/rollouts/{id}/resume': { summary: 'Go on with a paused rollout', ...command },
  'POST /api/rollouts/{id}/abort': { summary: 'End a rollout; production serves everybody', ...command },
  'POST /api/rollouts/{id}/promote': {
    summary: 'End a rollout; the candidate becomes production now',
    ...command,
  },
  'POST /api/rollouts/freeze/lift': {
    summary: 'Let rollouts start again after a rollback, in the name of a person',
    scope: 'ci:write',
    body: liftFreezeSchema,
    status: 204,
  },
  'GET /api/router': {
    summary:
      'What serves production, who gets a candidate, and what is switched off, as this process knows it',
    scope: 'read',
    response: routerSchema,
  },
  'POST /api/kill-switch': {
    summary:
      'Switch shadow evaluation or the candidate of a rollout off, or on again; works without the database',
    scope: 'ci:write',
    body: killSwitchSchema,
    response: killedSchema,
  },
} as const satisfies Record<string, Endpoint>;
