import { useQuery } from '@tanstack/react-query';
import { runExampleQuery } from '#lib/client/runs.ts';
import { useExamples } from './use-examples.ts';

/** One example of a run; one that the list shows needs not be asked for again. */
export function useExample(runId: string, id: string) {
  const { examples } = useExamples(runId);
  const listed = examples?.find((example) => example.id === id);
  return useQuery({ ...runExampleQuery(runId, id), ...(listed ? { initialData: listed } : {}) });
}
