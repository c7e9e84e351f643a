import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { chatLogDetailSchema, chatLogPageSchema, type ChatLogsQuery } from '#lib/contracts/chat-logs.ts';
import { feedbackSummarySchema } from '#lib/contracts/feedback.ts';
import {
  costQualitySchema,
  failurePatternsSchema,
  latencyHistogramSchema,
  trafficSeriesSchema,
  trafficSummarySchema,
  trafficValuesSchema,
  type TrafficSplit,
} from '#lib/contracts/traffic.ts';
import type { TimeRange } from '#lib/view-models/time-range.ts';
import type { TrafficFilters } from '#lib/view-models/traffic-filters.ts';
import { getJson } from './get-json.ts';
import { rangeQuery } from './range-query.ts';

const REFRESH_MS = 15_000;
const PAGE_SIZE = 50;

export interface TrafficChoice {
  range: TimeRange;
  filters: TrafficFilters;
}

export type ChatLogSorting = Pick<ChatLogsQuery, 'sort' | 'order'>;

function panelQuery<T>(name: string, schema: z.ZodType<T>) {
  return ({ range, filters }: TrafficChoice, split: TrafficSplit | null = null) =>
    queryOptions({
      queryKey: ['traffic', name, range.id, filters, split],
      queryFn: ({ signal }) =>
        getJson(`/api/${name}`, schema, {
          query: { ...filters, ...rangeQuery(range), ...(split === null ? {} : { split }) },
          signal,
        }),
      placeholderData: keepPreviousData,
      refetchInterval: REFRESH_MS,
    });
}

export const trafficSummaryQuery = panelQuery('traffic/summary', trafficSummarySchema);
export const trafficSeriesQuery = panelQuery('traffic/series', trafficSeriesSchema);
export const latencyHistogramQuery = panelQuery('traffic/latency', latencyHistogramSchema);
export const failurePatternsQuery = panelQuery('traffic/failures', failurePatternsSchema);
export const costQualityQuery = panelQuery('traffic/cost-quality', costQualitySchema);
export const feedbackSummaryQuery = panelQuery('feedback/summary', feedbackSummarySchema);

/** What the filters can be chosen from. */
export function trafficValuesQuery(range: TimeRange) {
  return queryOptions({
    queryKey: ['traffic', 'values', range.id],
    queryFn: ({ signal }) =>
      getJson('/api/traffic/values', trafficValuesSchema, { query: rangeQuery(range), signal }),
    placeholderData: keepPreviousData,
    staleTime: REFRESH_MS,
  });
}

/** Exchanges page by page, their long texts cut. */
export function chatLogsQuery({ range, filters }: TrafficChoice, { sort, order }: ChatLogSorting) {
  return infiniteQueryOptions({
    queryKey: ['traffic', 'chat-logs', range.id, filters, sort, order],
    queryFn: ({ signal, pageParam }) =>
      getJson('/api/chat-logs', chatLogPageSchema, {
        query: {
          ...filters,
          ...rangeQuery(range),
          ...{ sort, order, texts: 'excerpt', limit: String(PAGE_SIZE) },
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

/** One exchange with everything that belongs to it. */
export function chatLogQuery(id: string) {
  return queryOptions({
    queryKey: ['traffic', 'chat-log', id],
    queryFn: ({ signal }) =>
      getJson(`/api/chat-logs/${encodeURIComponent(id)}`, chatLogDetailSchema, { signal }),
  });
}

/** Where all exchanges that the filters let through can be downloaded. */
export function exportUrl({ range, filters }: TrafficChoice, format: 'csv' | 'jsonl'): string {
  const query = new URLSearchParams({ ...filters, ...rangeQuery(range), format });
  return `/api/chat-logs/export?${query.toString()}`;
}
