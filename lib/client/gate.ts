import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  baselinePageSchema,
  ciVerdictSchema,
  runVerdictSchema,
  verdictPageSchema,
  type Baseline,
  type RunVerdict,
  type VerdictsQuery,
  type VerdictSummary,
} from '#lib/contracts/verdicts.ts';
import { ApiError } from './api-error.ts';
import { getJson } from './get-json.ts';
import { sendJson } from './send-json.ts';

const REFRESH_MS = 15_000;
const PAGE_SIZE = 25;

export type VerdictsListQuery = Pick<VerdictsQuery, 'verdict'> & {
  branch: string;
  pullRequest: string;
};

/** Verdicts page by page, newest first. */
export function verdictsQuery({ verdict, branch, pullRequest }: VerdictsListQuery) {
  return infiniteQueryOptions({
    queryKey: ['verdicts', 'list', verdict ?? null, branch, pullRequest],
    queryFn: ({ signal, pageParam }) =>
      getJson('/api/verdicts', verdictPageSchema, {
        query: {
          verdict: verdict ?? null,
          branch: branch || null,
          pull_request: pullRequest || null,
          limit: String(PAGE_SIZE),
          cursor: pageParam,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => REFRESH_MS * Math.max(1, state.data?.pages.length ?? 1),
  });
}

/** The gate's last word, on a run or, for null, on whichever; null before the first one. */
export function latestVerdictQuery(runId: string | null) {
  return queryOptions({
    queryKey: ['verdicts', 'latest', runId],
    queryFn: async ({ signal }): Promise<VerdictSummary | null> => {
      const query = { run_id: runId, limit: '1' };
      const page = await getJson('/api/verdicts', verdictPageSchema, { query, signal });
      return page.items[0] ?? null;
    },
    refetchInterval: runId === null ? REFRESH_MS : false,
  });
}

/** A run's latest verdict; null when it has none yet. */
export function runVerdictQuery(runId: string) {
  return queryOptions({
    queryKey: ['verdicts', 'run', runId],
    queryFn: async ({ signal }): Promise<RunVerdict | null> => {
      try {
        return await getJson(pathOf(runId), runVerdictSchema, { signal });
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
  });
}

/** The verdict file with all its evidence, as `lrg gate --verify` reads it. */
export async function readVerdictFile(runId: string): Promise<RunVerdict['document']> {
  const { document } = await getJson(pathOf(runId), runVerdictSchema, { query: { evidence: 'true' } });
  return document;
}

/** Judges a run against the baseline of now; where it comes from stays as it was. */
export function judgeRun(runId: string) {
  return sendJson('POST', pathOf(runId), {}, ciVerdictSchema);
}

/** Promotions page by page, the latest first. */
export function baselinesQuery() {
  return infiniteQueryOptions({
    queryKey: ['baselines', 'list'],
    queryFn: ({ signal, pageParam }) =>
      getJson('/api/baselines', baselinePageSchema, {
        query: { limit: String(PAGE_SIZE), cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) => REFRESH_MS * Math.max(1, state.data?.pages.length ?? 1),
  });
}

/** The run that new ones are compared with, and who made it that; null without one. */
export function currentBaselineQuery() {
  return queryOptions({
    queryKey: ['baselines', 'current'],
    queryFn: async ({ signal }): Promise<Baseline | null> => {
      const page = await getJson('/api/baselines', baselinePageSchema, { query: { limit: '1' }, signal });
      return page.items.find((baseline) => baseline.is_current) ?? null;
    },
  });
}

function pathOf(runId: string): string {
  return `/api/runs/${encodeURIComponent(runId)}/verdict`;
}
