import { alertEndpoints } from './endpoints/alerts.ts';
import { comparisonEndpoints } from './endpoints/comparisons.ts';
import type { Endpoint } from './endpoints/endpoint.ts';
import { evaluationEndpoints } from './endpoints/evaluations.ts';
import { gateEndpoints } from './endpoints/gate.ts';
import { operationsEndpoints } from './endpoints/operations.ts';
import { overviewEndpoints } from './endpoints/overview.ts';
import { promptEndpoints } from './endpoints/prompts.ts';
import { rolloutEndpoints } from './endpoints/rollouts.ts';
import { runEndpoints } from './endpoints/runs.ts';
import { settingsEndpoints } from './endpoints/settings.ts';
import { shadowEndpoints } from './endpoints/shadow.ts';
import { trafficEndpoints } from './endpoints/traffic.ts';

export type { Endpoint } from './endpoints/endpoint.ts';

/** Every API route, by area; a new area is a file in `endpoints/` and a line here. */
export const endpoints = {
  ...overviewEndpoints,
  ...trafficEndpoints,
  ...shadowEndpoints,
  ...evaluationEndpoints,
  ...runEndpoints,
  ...gateEndpoints,
  ...comparisonEndpoints,
  ...alertEndpoints,
  ...promptEndpoints,
  ...operationsEndpoints,
  ...rolloutEndpoints,
  ...settingsEndpoints,
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;
