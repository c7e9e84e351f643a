import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { jobsSchema } from '#lib/contracts/jobs.ts';
import { overviewSchema } from '#lib/contracts/overview.ts';
import { shadowDecisionSchema } from '#lib/contracts/shadow-decision.ts';
import {
  shadowEvalPageSchema,
  shadowEvalSchema,
  shadowSeriesSchema,
  type ShadowEvalShow,
} from '#lib/contracts/shadow.ts';
import type { TimeRange } from '#lib/view-models/time-range.ts';
import { getJson } from './get-json.ts';
import { rangeQuery } from './range-query.ts';

const REFRESH_MS = 5_000;
const PAGE_SIZE = 25;

/** The overview's figures for a range that ends now. */
export function overviewQuery(range: TimeRange) {
  return queryOptions({
    queryKey: ['overview', range.id],
    queryFn: ({ signal }) => getJson('/api/overview', overviewSchema, { query: rangeQuery(range), signal }),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}

/** The rolling means of both models, with the stretch of time that was asked for. */
export function shadowSeriesQuery(range: TimeRange) {
  return queryOptions({
    queryKey: ['shadow-series', range.id],
    queryFn: async ({ signal }) => {
      const query = rangeQuery(range);
      const series = await getJson('/api/shadow/series', shadowSeriesSchema, { query, signal });
      return { series, fromMs: Date.parse(query.from), toMs: range.window?.toMs ?? Date.now() };
    },
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}

/** The latest shadow evaluations of a kind, page by page. */
export function shadowEvalsQuery(show: ShadowEvalShow = 'all') {
  return infiniteQueryOptions({
    queryKey: ['shadow-evals', show],
    queryFn: ({ signal, pageParam }) =>
      getJson('/api/shadow/evals', shadowEvalPageSchema, {
        query: { limit: String(PAGE_SIZE), cursor: pageParam, show },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    // Every loaded page is asked for again: with more of them less often, so that the load stays the same.
    refetchInterval: ({ state }) => REFRESH_MS * Math.max(1, state.data?.pages.length ?? 1),
  });
}

const MOST_DIVERGING = 10;

/** The pairs of answers of a candidate and production that have least in common. */
export function divergingEvalsQuery(model: string) {
  return queryOptions({
    queryKey: ['shadow-evals-diverging', model],
    queryFn: ({ signal }) =>
      getJson('/api/shadow/evals', shadowEvalPageSchema, {
        query: { show: 'diverging', sort: 'similarity', shadow_model: model, limit: String(MOST_DIVERGING) },
        signal,
      }),
    refetchInterval: 6 * REFRESH_MS,
  });
}

/** One shadow evaluation, which never changes. */
export function shadowEvalQuery(id: string) {
  return queryOptions({
    queryKey: ['shadow-eval', id],
    queryFn: ({ signal }) =>
      getJson(`/api/shadow/evals/${encodeURIComponent(id)}`, shadowEvalSchema, { signal }),
    staleTime: Infinity,
  });
}

/** Whether the candidate may replace production, and why. */
export function shadowDecisionQuery() {
  return queryOptions({
    queryKey: ['shadow-decision'],
    queryFn: ({ signal }) => getJson('/api/shadow/decision', shadowDecisionSchema, { signal }),
    refetchInterval: REFRESH_MS,
  });
}

/** The state of the background jobs. */
export function jobsQuery() {
  return queryOptions({
    queryKey: ['jobs'],
    queryFn: ({ signal }) => getJson('/api/jobs', jobsSchema, { signal }),
    refetchInterval: REFRESH_MS,
  });
}
