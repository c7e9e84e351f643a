import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { apiKeyListSchema, createdApiKeySchema } from '#lib/contracts/api-keys.ts';
import { auditPageSchema } from '#lib/contracts/audit.ts';
import {
  signInLinkSchema,
  userListSchema,
  userSchema,
  type InviteUser,
  type SetPassword,
} from '#lib/contracts/users.ts';
import type { Role, Scope } from '#lib/domain/access/scopes.ts';
import { getJson } from './get-json.ts';
import { sendForNothing, sendJson } from './send-json.ts';

const QUIET_MS = 15_000;
const PAGE_SIZE = 50;

/** All API keys; asked for again now and then, because their latest use changes. */
export function apiKeysQuery() {
  return queryOptions({
    queryKey: ['api-keys'],
    queryFn: ({ signal }) => getJson('/api/keys', apiKeyListSchema, { signal }),
    refetchInterval: QUIET_MS,
  });
}

export function createApiKey(input: { name: string; scopes: readonly Scope[] }) {
  return sendJson('POST', '/api/keys', input, createdApiKeySchema);
}

export function revokeApiKey(id: string) {
  return sendForNothing('DELETE', `/api/keys/${encodeURIComponent(id)}`);
}

/** Everybody who may sign in. */
export function usersQuery() {
  return queryOptions({
    queryKey: ['users'],
    queryFn: ({ signal }) => getJson('/api/users', userListSchema, { signal }),
    refetchInterval: QUIET_MS,
  });
}

export function inviteUser(input: InviteUser) {
  return sendJson('POST', '/api/users', input, signInLinkSchema);
}

export function renewSignInLink(id: string) {
  return sendJson('POST', `${userPath(id)}/link`, undefined, signInLinkSchema);
}

export function changeRole(id: string, role: Role) {
  return sendJson('PATCH', userPath(id), { role }, userSchema);
}

export function removeUser(id: string) {
  return sendForNothing('DELETE', userPath(id));
}

export function setPassword(input: SetPassword) {
  return sendForNothing('PUT', '/api/account/password', input);
}

export interface AuditListQuery {
  actor: string;
  action: string;
  target: string;
}

/** The audit log, page by page. */
export function auditQuery({ actor, action, target }: AuditListQuery) {
  return infiniteQueryOptions({
    queryKey: ['audit', actor, action, target],
    queryFn: ({ signal, pageParam }) =>
      getJson('/api/audit', auditPageSchema, {
        query: {
          actor: actor || null,
          action: action || null,
          target: target || null,
          limit: String(PAGE_SIZE),
          cursor: pageParam,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => QUIET_MS * Math.max(1, state.data?.pages.length ?? 1),
  });
}

function userPath(id: string): string {
  return `/api/users/${encodeURIComponent(id)}`;
}
