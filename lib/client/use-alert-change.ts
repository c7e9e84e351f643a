import { useChange } from './use-change.ts';

/** A change of alerts: everything about them is out of date then. */
export function useAlertChange<Input, Output>(
  change: (input: Input) => Promise<Output>,
  onDone?: (output: Output) => void,
) {
  return useChange(change, [['alerts']], onDone);
}
