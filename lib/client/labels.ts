import { queryOptions } from '@tanstack/react-query';
import {
  evaluationPageSchema,
  evaluationSchema,
  nextLabelSchema,
  type Evaluation,
  type GiveLabel,
} from '#lib/contracts/evaluations.ts';
import type { LabelItem } from '#lib/view-models/label-queue.ts';
import { getJson } from './get-json.ts';
import { sendJson } from './send-json.ts';

/** The exchange that wants a label of this person next. Asking again gives the same one until it is labelled. */
export function nextLabelQuery() {
  return queryOptions({
    queryKey: ['labels', 'next'],
    queryFn: ({ signal }) => getJson('/api/labels/next', nextLabelSchema, { signal }),
    // The next one comes when it is asked for, never while somebody reads.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** What the judge said of an exchange; to be asked for only once it is labelled. */
export function judgeScoreQuery({ chat_id: chatId, created_at: createdAt }: LabelItem) {
  const timeMs = Date.parse(createdAt);
  return queryOptions({
    queryKey: ['labels', 'judge-score', chatId],
    queryFn: async ({ signal }) => {
      const page = await getJson('/api/evaluations', evaluationPageSchema, {
        query: {
          source: 'judge',
          // The exchange's own millisecond.
          ...{ from: new Date(timeMs).toISOString(), to: new Date(timeMs + 1).toISOString(), limit: '100' },
        },
        signal,
      });
      return { score: scoreOf(page.items, chatId) };
    },
    staleTime: Infinity,
  });
}

/** Stores a label; the next one of the same person takes its place. */
export async function giveLabel(label: Partial<GiveLabel> & Pick<GiveLabel, 'chat_id'>): Promise<Evaluation> {
  return sendJson('POST', '/api/labels', label, evaluationSchema);
}

function scoreOf(items: readonly Evaluation[], chatId: string) {
  const found = items.filter((item) => item.chat_id === chatId);
  const item = found.find(({ score }) => score !== null) ?? found[0];
  return item === undefined ? null : { score: item.score, failure: item.failure };
}
