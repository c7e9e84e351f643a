'use client';

import { ToggleGroup } from 'radix-ui';
import { cn } from '#lib/client/cn.ts';

interface SegmentedControlProps {
  label: string;
  value: string;
  options: readonly { id: string; label: string; words?: string }[];
  onChange: (id: string) => void;
  className?: string;
}

/** One choice of a few, all in view. The arrow keys move between them. */
export function SegmentedControl({ label, value, options, onChange, className }: SegmentedControlProps) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      // A press on the chosen one would clear it; there is always one.
      onValueChange={(id) => (id === '' ? undefined : onChange(id))}
      className={cn('flex rounded-md border border-line bg-surface p-0.5', className)}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.id}
          value={option.id}
          aria-label={option.words}
          className="h-7 flex-1 rounded-sm px-2.5 text-sm whitespace-nowrap text-muted tabular-nums transition-colors hover:text-text data-[state=on]:bg-raised data-[state=on]:font-medium data-[state=on]:text-text"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
