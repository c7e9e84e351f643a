import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  promotedRunSchema,
  runDetailSchema,
  runExamplePageSchema,
  runPageSchema,
  startedRunSchema,
  type RunExample,
  type RunExamplePage,
  type RunExamplesQuery,
  type RunsQuery,
  type StartRun,
} from '#lib/contracts/runs.ts';
import { isUnderWay } from '#lib/view-models/run-status.ts';
import { ApiError } from './api-error.ts';
import { getJson } from './get-json.ts';
import { sendJson } from './send-json.ts';

const LIVE_MS = 1_000;
const QUIET_MS = 15_000;
const PAGE_SIZE = 25;

export type RunsListQuery = Pick<RunsQuery, 'sort' | 'order'> & { filter: string };
export type RunExamplesListQuery = Pick<RunExamplesQuery, 'show' | 'sort' | 'order'> & {
  category: string | null;
  search: string;
};

/** Runs page by page; asked for again every second (for each page) while one of them is under way. */
export function runsQuery({ filter, sort, order }: RunsListQuery) {
  return infiniteQueryOptions({
    queryKey: ['runs', filter, sort, order],
    queryFn: ({ signal, pageParam }) =>
      getJson('/api/runs', runPageSchema, {
        query: { filter: filter || null, sort, order, limit: String(PAGE_SIZE), cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data, error } }) => {
      const pages = data?.pages ?? [];
      const isLive = !error && pages.some((page) => page.items.some(isUnderWay));
      return (isLive ? LIVE_MS : QUIET_MS) * Math.max(1, pages.length);
    },
  });
}

/** One run; asked for again every second while it is under way, and not any more when it is over. */
export function runQuery(id: string) {
  return queryOptions({
    queryKey: ['run', id],
    queryFn: ({ signal }) => getJson(pathOf(id), runDetailSchema, { signal }),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? LIVE_MS : false),
  });
}

/** The examples of a run, page by page. A run that is over doesn't change. */
export function runExamplesQuery(id: string, { category, show, search, sort, order }: RunExamplesListQuery) {
  return infiniteQueryOptions({
    queryKey: ['run-examples', id, category, show, search, sort, order],
    queryFn: ({ signal, pageParam }) =>
      getJson(`${pathOf(id)}/examples`, runExamplePageSchema, {
        query: {
          category,
          show,
          search: search || null,
          sort,
          order,
          limit: String(PAGE_SIZE),
          cursor: pageParam,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}

/** One example of a run, which never changes. */
export function runExampleQuery(id: string, exampleId: string) {
  return queryOptions({
    queryKey: ['run-example', id, exampleId],
    queryFn: ({ signal }) => findExample(id, exampleId, signal),
    staleTime: Infinity,
  });
}

/** The search looks into ids too, among other texts; the example is on the first page unless many mention it. */
async function findExample(id: string, exampleId: string, signal: AbortSignal): Promise<RunExample> {
  for (let cursor: string | null = null; ;) {
    const query = { search: exampleId, limit: String(PAGE_SIZE), cursor };
    const page: RunExamplePage = await getJson(`${pathOf(id)}/examples`, runExamplePageSchema, {
      query,
      signal,
    });
    const found = page.items.find((example) => example.id === exampleId);
    if (found) return found;
    if (page.next_cursor === null) throw new ApiError('Not found', 'the run has no such example', 404);
    cursor = page.next_cursor;
  }
}

/** Starts a run on the server; resolves with its id. */
export async function startRun(request: StartRun): Promise<string> {
  const { run_id: id } = await sendJson('POST', '/api/runs', request, startedRunSchema);
  return id;
}

export function promoteRun(id: string) {
  return sendJson('POST', `${pathOf(id)}/promote`, undefined, promotedRunSchema);
}

export function cancelRun(id: string) {
  return sendJson('POST', `${pathOf(id)}/cancel`, undefined, runDetailSchema);
}

/** Sets tags; null removes one. */
export function tagRun(id: string, tags: Readonly<Record<string, string | null>>) {
  return sendJson('PATCH', `${pathOf(id)}/tags`, { tags }, runDetailSchema);
}

/** Where a finished run's scores file can be downloaded. */
export function scoresUrl(id: string): string {
  return `${pathOf(id)}/scores`;
}

/** Where a file of a run can be downloaded. */
export function artifactUrl(id: string, name: string): string {
  return `${pathOf(id)}/artifacts/${encodeURIComponent(name)}`;
}

function pathOf(id: string): string {
  return `/api/runs/${encodeURIComponent(id)}`;
}
