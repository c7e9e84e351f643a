'use client';

import type { KeyboardEvent } from 'react';
import { cn } from '#lib/client/cn.ts';

interface SegmentedControlProps {
  label: string;
  value: string;
  options: readonly { id: string; label: string; words?: string }[];
  onChange: (id: string) => void;
  className?: string;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** One choice of a few, all in view. The arrow keys move between them. */
export function SegmentedControl({ label, value, options, onChange, className }: SegmentedControlProps) {
  // Nothing is chosen where an address names something else: the first is reached by Tab then.
  const reached = options.some(({ id }) => id === value) ? value : options[0]?.id;
  return (
    <div
      role="radiogroup"
      aria-label={label}
      onKeyDown={moveFocus}
      className={cn('flex rounded-md border border-line bg-surface p-0.5', className)}
    >
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          role="radio"
          aria-checked={option.id === value}
          aria-label={option.words}
          tabIndex={option.id === reached ? 0 : -1}
          onClick={() => (option.id === value ? undefined : onChange(option.id))}
          className="h-7 flex-1 rounded-sm px-2.5 text-sm whitespace-nowrap text-muted tabular-nums transition-colors hover:text-text aria-checked:bg-raised aria-checked:font-medium aria-checked:text-text"
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

/** To the neighbour, from the last to the first and back. A press chooses: each choice asks the server for something else. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = STEPS[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const choices = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')];
  const at = choices.findIndex((choice) => choice === document.activeElement);
  choices[(at + step + choices.length) % choices.length]?.focus();
}
