import { auditPageSchema, auditQuerySchema } from '../audit.ts';
import {
  changeUserSchema,
  inviteUserSchema,
  setPasswordSchema,
  signInLinkSchema,
  userListSchema,
  userSchema,
} from '../users.ts';
import type { Endpoint } from './endpoint.ts';

/** Routes behind the settings; a part of `endpoints`. */
export const settingsEndpoints = {
  'GET /api/users': { summary: 'People who may sign in', scope: 'admin', response: userListSchema },
  'POST /api/users': {
    summary: 'Invite somebody: an account, and a one-time link to it that is shown this once',
    scope: 'admin',
    body: inviteUserSchema,
    response: signInLinkSchema,
    status: 201,
  },
  'PATCH /api/users/{id}': {
    summary: "Change somebody's role; one administrator stays",
    scope: 'admin',
    body: changeUserSchema,
    response: userSchema,
  },
  'DELETE /api/users/{id}': {
    summary: "Remove somebody's account; their sessions end at once",
    scope: 'admin',
    status: 204,
  },
  'POST /api/users/{id}/link': {
    summary: 'A new one-time link for somebody who has an account',
    scope: 'admin',
    response: signInLinkSchema,
    status: 201,
  },
  'PUT /api/account/password': {
    summary: "Set one's own password; for signed-in people",
    scope: 'read',
    body: setPasswordSchema,
    status: 204,
  },
  'GET /api/audit': {
    summary: 'What was changed by whom, newest first',
    scope: 'admin',
    query: auditQuerySchema,
    response: auditPageSchema,
  },
} as const satisfies Record<string, Endpoint>;
