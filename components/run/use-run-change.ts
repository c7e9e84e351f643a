import { useMutation, useQueryClient } from '@tanstack/react-query';

/** A change of a run, after which the run and the lists that hold it are asked for again. */
export function useRunChange<Input>(
  id: string,
  change: (input: Input) => Promise<unknown>,
  onDone: () => void,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      onDone();
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['run', id] }),
        queryClient.invalidateQueries({ queryKey: ['runs'] }),
        queryClient.invalidateQueries({ queryKey: ['baselines'] }),
      ]);
    },
  });
}
