import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { agreementSchema } from '#lib/contracts/agreement.ts';
import {
  evaluationPageSchema,
  evaluationSummarySchema,
  ruleFindingsSchema,
  type EvaluationSource,
} from '#lib/contracts/evaluations.ts';
import type { CheckName } from '#lib/domain/evaluation/heuristics/settings.ts';
import type { TimeRange } from '#lib/view-models/time-range.ts';
import { getJson } from './get-json.ts';
import { rangeQuery } from './range-query.ts';

const REFRESH_MS = 15_000;
const PAGE_SIZE = 25;

/** What a reader wants to see of the evaluations. */
export interface EvaluationChoice {
  range: TimeRange;
  source: EvaluationSource | null;
  /** Only those without a score. */
  isMissingOnly: boolean;
  /** Only answers that this rule has failed. */
  failedRule: CheckName | null;
}

/** Means by source, model and prompt version, and over time. */
export function evaluationSummaryQuery(range: TimeRange) {
  return queryOptions({
    queryKey: ['evaluations', 'summary', range.id],
    queryFn: ({ signal }) =>
      getJson('/api/evaluations/summary', evaluationSummarySchema, {
        query: rangeQuery(range),
        signal,
      }),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}

/** How often each rule has fired. */
export function ruleFindingsQuery(range: TimeRange) {
  return queryOptions({
    queryKey: ['evaluations', 'rules', range.id],
    queryFn: ({ signal }) =>
      getJson('/api/evaluations/rules', ruleFindingsSchema, { query: rangeQuery(range), signal }),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}

/** How judge and people agree; by default about the judge with most labels. */
export function agreementQuery(range: TimeRange, evaluator: string | null) {
  return queryOptions({
    queryKey: ['evaluations', 'agreement', range.id, evaluator],
    queryFn: ({ signal }) =>
      getJson('/api/evaluations/agreement', agreementSchema, {
        query: { ...rangeQuery(range), ...(evaluator === null ? {} : { evaluator }) },
        signal,
      }),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}

/** The latest evaluations, page by page. */
export function evaluationsQuery({ range, source, isMissingOnly, failedRule }: EvaluationChoice) {
  return infiniteQueryOptions({
    queryKey: ['evaluations', 'list', range.id, source, isMissingOnly, failedRule],
    queryFn: ({ signal, pageParam }) =>
      getJson('/api/evaluations', evaluationPageSchema, {
        query: {
          ...rangeQuery(range),
          limit: String(PAGE_SIZE),
          cursor: pageParam,
          ...(source === null ? {} : { source }),
          ...(isMissingOnly ? { scored: 'false' } : {}),
          ...(failedRule === null ? {} : { failed_rule: failedRule }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => REFRESH_MS * Math.max(1, state.data?.pages.length ?? 1),
  });
}
