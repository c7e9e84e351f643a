import { Cell } from '#components/ui/table.tsx';
import type { RunSummary } from '#lib/contracts/runs.ts';
import type { SelectedRuns } from './use-selected-runs.ts';

interface SelectCellProps {
  run: RunSummary;
  name: string;
  selected: SelectedRuns;
}

/** The tick that takes a run into the comparison. Only what has finished can be compared. */
export function SelectCell({ run, name, selected }: SelectCellProps) {
  const isSelected = selected.ids.includes(run.id);
  const canSelect = run.state === 'finished' && (isSelected || !selected.isFull);
  return (
    <Cell className="p-0 first:pl-0 print:hidden">
      {/* The whole cell takes the press. */}
      <label className="flex h-full min-h-12 cursor-pointer items-center justify-center py-3 pl-3">
        <input
          type="checkbox"
          aria-label={`Select ${name} to compare`}
          checked={isSelected}
          disabled={!canSelect}
          onChange={() => selected.toggle(run)}
          className="size-4 accent-accent disabled:opacity-40"
        />
      </label>
    </Cell>
  );
}
