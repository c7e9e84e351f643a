import { useMutation, useQueryClient } from '@tanstack/react-query';

/** A change of alerts, after which everything about them is asked for again, also after a refusal. */
export function useAlertChange<Input, Output>(
  change: (input: Input) => Promise<Output>,
  onDone?: (output: Output) => void,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (output) => onDone?.(output),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['alerts'] }),
  });
}
