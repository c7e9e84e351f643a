import { useState } from 'react';
import type { RunSummary } from '#lib/contracts/runs.ts';
import { compareAddress, MOST_COMPARED_RUNS } from '#lib/view-models/compare-address.ts';

/** Runs that were ticked to be compared, in the order of the ticks. */
export interface SelectedRuns {
  ids: readonly string[];
  isFull: boolean;
  /** Where they are compared. */
  href: string;
  toggle: (run: RunSummary) => void;
  clear: () => void;
}

export function useSelectedRuns(): SelectedRuns {
  const [runs, setRuns] = useState<readonly RunSummary[]>([]);
  const ids = runs.map(({ id }) => id);
  return {
    ids,
    isFull: ids.length >= MOST_COMPARED_RUNS,
    href: compareAddress(ids, runs.find((run) => run.is_baseline)?.id),
    toggle: (run) =>
      setRuns((before) => {
        const others = before.filter(({ id }) => id !== run.id);
        return others.length < before.length ? others : [...before, run];
      }),
    clear: () => setRuns([]),
  };
}
