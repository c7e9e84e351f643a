import { useChange } from '#lib/client/use-change.ts';

/** A change of settings: the list that shows it is out of date then, and the audit log. */
export function useSettingsChange<Input, Answer>(
  list: 'api-keys' | 'users',
  change: (input: Input) => Promise<Answer>,
  onDone: (answer: Answer) => void,
) {
  return useChange(change, [[list], ['audit']], onDone);
}
