import { queryOptions } from '@tanstack/react-query';
import {
  movedPromptAliasSchema,
  promptDetailSchema,
  promptListSchema,
  promptVersionSchema,
  type MovePromptAlias,
} from '#lib/contracts/prompts.ts';
import { getJson } from './get-json.ts';
import { sendJson } from './send-json.ts';

const REFRESH_MS = 15_000;

/** All prompts by name. */
export function promptsQuery() {
  return queryOptions({
    queryKey: ['prompts', 'list'],
    queryFn: ({ signal }) => getJson('/api/prompts', promptListSchema, { signal }),
    refetchInterval: REFRESH_MS,
  });
}

/** One prompt with everything but its texts. */
export function promptQuery(name: string) {
  return queryOptions({
    queryKey: ['prompts', 'one', name],
    queryFn: ({ signal }) => getJson(pathOf(name), promptDetailSchema, { signal }),
    refetchInterval: REFRESH_MS,
  });
}

/** A version's texts, which never change. */
export function promptVersionQuery(name: string, version: string) {
  return queryOptions({
    queryKey: ['prompt-version', name, version],
    queryFn: ({ signal }) =>
      getJson(`${pathOf(name)}/versions/${encodeURIComponent(version)}`, promptVersionSchema, { signal }),
    staleTime: Infinity,
  });
}

export const movePromptAlias = (name: string, alias: string, move: MovePromptAlias) =>
  sendJson('PUT', `${pathOf(name)}/aliases/${encodeURIComponent(alias)}`, move, movedPromptAliasSchema);

function pathOf(name: string): string {
  return `/api/prompts/${encodeURIComponent(name)}`;
}
