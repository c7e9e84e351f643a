import { useQuery } from '@tanstack/react-query';
import { itemsOf } from '#lib/client/list-query.ts';
import { runExampleQuery } from '#lib/client/runs.ts';
import { useExamples } from './use-examples.ts';

/** One example of a run; one that the list shows needs not be asked for again. */
export function useExample(runId: string, id: string) {
  const { query: list } = useExamples(runId);
  const listed = itemsOf(list.data)?.find((example) => example.id === id);
  return useQuery({ ...runExampleQuery(runId, id), ...(listed ? { initialData: listed } : {}) });
}
