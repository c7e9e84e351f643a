import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  killedSchema,
  rolloutDetailSchema,
  rolloutPageSchema,
  routerSchema,
  type CommandRollout,
  type KillSwitch,
  type LiftFreeze,
  type StartRollout,
} from '#lib/contracts/rollouts.ts';
import type { RolloutStatus } from '#lib/domain/rollout/state.ts';
import { isActive } from '#lib/view-models/rollout-status.ts';
import { getJson } from './get-json.ts';
import { sendForNothing, sendJson } from './send-json.ts';

const LIVE_MS = 2_000;
const QUIET_MS = 15_000;
const PAGE_SIZE = 25;

export const ROLLOUT_COMMANDS = ['pause', 'resume', 'abort', 'promote'] as const;
export type RolloutCommandName = (typeof ROLLOUT_COMMANDS)[number];

/** Rollouts page by page, newest first; asked for again every two seconds while one is active. */
export function rolloutsQuery(status: RolloutStatus | null) {
  return infiniteQueryOptions({
    queryKey: ['rollouts', 'list', status],
    queryFn: ({ signal, pageParam }) =>
      getJson('/api/rollouts', rolloutPageSchema, {
        query: { status, limit: String(PAGE_SIZE), cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data, error } }) => {
      const pages = data?.pages ?? [];
      const isLive = !error && pages.some(({ items }) => items.some(isActive));
      return (isLive ? LIVE_MS : QUIET_MS) * Math.max(1, pages.length);
    },
  });
}

/** One rollout, live while it is active; afterwards late scores and feedback may still come in. */
export function rolloutQuery(id: string) {
  return queryOptions({
    queryKey: ['rollouts', 'one', id],
    queryFn: ({ signal }) => getJson(pathOf(id), rolloutDetailSchema, { signal }),
    refetchInterval: ({ state: { data } }) => (data && isActive(data) ? LIVE_MS : QUIET_MS),
  });
}

/** What serves production now, and what is switched off. */
export function routerQuery() {
  return queryOptions({
    queryKey: ['rollouts', 'router'],
    queryFn: ({ signal }) => getJson('/api/router', routerSchema, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.canary ? LIVE_MS : QUIET_MS / 3),
  });
}

export const startRollout = (request: StartRollout) =>
  sendJson('POST', '/api/rollouts', request, rolloutDetailSchema);

export const commandRollout = (id: string, command: RolloutCommandName, body: CommandRollout) =>
  sendJson('POST', `${pathOf(id)}/${command}`, body, rolloutDetailSchema);

export const liftFreeze = (body: LiftFreeze) => sendForNothing('POST', '/api/rollouts/freeze/lift', body);

export const setKillSwitch = (body: KillSwitch) => sendJson('POST', '/api/kill-switch', body, killedSchema);

function pathOf(id: string): string {
  return `/api/rollouts/${encodeURIComponent(id)}`;
}
