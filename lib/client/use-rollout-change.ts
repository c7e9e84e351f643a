import { useChange } from './use-change.ts';

/** A change of rollouts: everything about them is out of date then. */
export function useRolloutChange<Input, Output>(
  change: (input: Input) => Promise<Output>,
  onDone?: (output: Output) => void,
) {
  return useChange(change, [['rollouts']], onDone);
}
