import {
  movedPromptAliasSchema,
  movePromptAliasSchema,
  promptDetailSchema,
  promptListSchema,
  promptVersionSchema,
  pushedPromptSchema,
  pushPromptSchema,
} from '../prompts.ts';
import type { Endpoint } from './endpoint.ts';

/** Routes behind prompts; a part of `endpoints`. */
export const promptEndpoints = {
  'GET /api/prompts': {
    summary: 'Prompts with their aliases, by name',
    scope: 'read',
    response: promptListSchema,
  },
  'POST /api/prompts': {
    summary:
      "Store a version of a prompt; the same content again changes nothing. A new name's first version becomes prod",
    scope: 'ci:write',
    body: pushPromptSchema,
    response: pushedPromptSchema,
  },
  'GET /api/prompts/{name}': {
    summary: 'Versions, aliases, usage and history of a prompt',
    scope: 'read',
    response: promptDetailSchema,
  },
  'GET /api/prompts/{name}/versions/{version}': {
    summary: 'One version with its texts, by its hash, by name@hash or by an alias',
    scope: 'read',
    response: promptVersionSchema,
  },
  'PUT /api/prompts/{name}/aliases/{alias}': {
    summary: 'Make an alias name a version; what it named must be the expected version, where one is given',
    scope: 'ci:write',
    body: movePromptAliasSchema,
    response: movedPromptAliasSchema,
  },
} as const satisfies Record<string, Endpoint>;
