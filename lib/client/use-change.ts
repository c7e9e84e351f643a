import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';

/** A change on the server, after which all that it may have made out of date is asked for again, also after a refusal. */
export function useChange<Input, Output>(
  change: (input: Input) => Promise<Output>,
  outdated: readonly QueryKey[],
  onDone?: (output: Output) => void,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (output) => onDone?.(output),
    onSettled: () => Promise.all(outdated.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}
