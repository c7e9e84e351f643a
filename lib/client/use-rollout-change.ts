import { useMutation, useQueryClient } from '@tanstack/react-query';

/** A change of rollouts, after which everything about them is asked for again, also after a refusal. */
export function useRolloutChange<Input, Output>(
  change: (input: Input) => Promise<Output>,
  onDone?: (output: Output) => void,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (output) => onDone?.(output),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['rollouts'] }),
  });
}
