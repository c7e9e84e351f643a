'use client';

import { INPUT } from '#components/ui/field.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { cn } from '#lib/client/cn.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import { readChoice } from '#lib/view-models/choice.ts';
import type { CategoryRow, ComparedRow } from '#lib/view-models/run-comparison.ts';

export const CHANGES = ['regressed', 'improved', 'all'] as const;

const OPTIONS = [
  { id: 'regressed', label: 'Regressed', words: 'Examples that scored lower' },
  { id: 'improved', label: 'Improved', words: 'Examples that scored higher' },
  { id: 'all', label: 'All' },
];

interface ExamplesToolbarProps {
  /** Runs that the reference can be put beside. */
  others: readonly ComparedRow[];
  current: ComparedRow;
  categories: readonly CategoryRow[];
}

/** Chooses the run beside the reference, which changes are shown, and of which category. */
export function ExamplesToolbar({ others, current, categories }: ExamplesToolbarProps) {
  const [params, change] = useUrlState();
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-3 print:hidden">
      <SegmentedControl
        label="Which changes"
        value={readChoice(params.get('change'), CHANGES, 'regressed')}
        options={OPTIONS}
        onChange={(next) => change({ change: next === 'regressed' ? null : next }, 'replace')}
        className="max-sm:w-full"
      />
      <select
        aria-label="Category"
        value={params.get('category') ?? ''}
        onChange={({ target: { value } }) => change({ category: value || null }, 'replace')}
        className={cn(INPUT, 'h-8.5 w-auto text-sm max-sm:flex-1')}
      >
        <option value="">All categories</option>
        {categories.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      {others.length > 1 ? (
        <select
          aria-label="Run beside the reference"
          value={current.id}
          onChange={({ target: { value } }) => change({ with: value }, 'replace')}
          className={cn(INPUT, 'h-8.5 w-auto text-sm max-sm:flex-1')}
        >
          {others.map(({ id, letter, name, detail }) => (
            <option key={id} value={id}>
              {letter} · {name} · {detail}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  );
}
