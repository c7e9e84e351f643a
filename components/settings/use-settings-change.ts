import { useMutation, useQueryClient } from '@tanstack/react-query';

/** A change of settings, after which the list that shows it, and the audit log, are asked for again. */
export function useSettingsChange<Input, Answer>(
  list: 'api-keys' | 'users',
  change: (input: Input) => Promise<Answer>,
  onDone: (answer: Answer) => void,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (answer) => {
      onDone(answer);
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: [list] }),
        queryClient.invalidateQueries({ queryKey: ['audit'] }),
      ]);
    },
  });
}
