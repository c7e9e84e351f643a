import { useChange } from '#lib/client/use-change.ts';

/** A change of a run: the run is out of date then, and the lists that hold it. */
export function useRunChange<Input>(
  id: string,
  change: (input: Input) => Promise<unknown>,
  onDone: () => void,
) {
  return useChange(change, [['run', id], ['runs'], ['baselines']], onDone);
}
