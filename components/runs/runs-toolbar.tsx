'use client';

import { CornerDownLeft, ListFilter, X } from 'lucide-react';
import { useId, useState, type SubmitEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { INPUT } from '#components/ui/field.tsx';
import { cn } from '#lib/client/cn.ts';
import { hasClause, toggleClause } from '#lib/view-models/run-filter.ts';
import { QUICK_FILTERS } from './quick-filters.ts';

interface RunsToolbarProps {
  filter: string;
  /** What the server said of the expression. */
  error: string | null;
  onFilter: (filter: string) => void;
}

/** Narrows the list down by an expression, or by one press. */
export function RunsToolbar({ filter, error, onFilter }: RunsToolbarProps) {
  return (
    <div className="flex flex-col gap-2.5 px-4 pb-3 print:hidden">
      {/* A new address, of the back button or a quick filter, begins with a new text. */}
      <FilterBox key={filter} filter={filter} error={error} onFilter={onFilter} />
      <div role="group" aria-label="Quick filters" className="flex flex-wrap gap-1.5">
        {QUICK_FILTERS.map(({ label, clause }) => {
          const isOn = hasClause(filter, clause);
          return (
            <button
              key={clause}
              type="button"
              aria-pressed={isOn}
              title={clause}
              onClick={() => onFilter(toggleClause(filter, clause))}
              className={cn(
                'h-7 rounded-full border px-2.5 text-xs font-medium transition-colors',
                isOn
                  ? 'border-text bg-text text-page'
                  : 'border-line bg-surface text-muted hover:border-control hover:text-text',
              )}
            >
              {label}
            </button>
          );
        })}
      </div>
    </div>
  );
}

function FilterBox({ filter, error, onFilter }: RunsToolbarProps) {
  const [text, setText] = useState(filter);
  const id = useId();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onFilter(text.trim());
  };
  const isChanged = text.trim() !== filter;
  return (
    <form role="search" aria-label="Runs" onSubmit={submit}>
      <div className="relative">
        <ListFilter
          aria-hidden="true"
          className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted"
        />
        <input
          type="text"
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label="Filter expression"
          aria-describedby={`${id}-note`}
          aria-invalid={error !== null}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          maxLength={2_000}
          placeholder="metrics.overall > 0.8 and tags.env = 'production'"
          className={cn(INPUT, 'pr-20 pl-8.5 font-mono text-sm')}
        />
        <div className="absolute inset-y-0 right-1 flex items-center">
          {text === '' ? null : (
            <Button
              variant="ghost"
              size="icon"
              aria-label="Clear the filter"
              onClick={() => (filter === '' ? setText('') : onFilter(''))}
            >
              <X aria-hidden="true" />
            </Button>
          )}
          <Button
            type="submit"
            variant="ghost"
            size="icon"
            aria-label="Apply the filter"
            className={cn(isChanged && 'text-text')}
          >
            <CornerDownLeft aria-hidden="true" />
          </Button>
        </div>
      </div>
      <p
        id={`${id}-note`}
        {...(error === null ? {} : { role: 'alert' })}
        className={cn('mt-1 text-xs wrap-anywhere', error === null ? 'text-muted' : 'text-negative')}
      >
        {error ?? (
          <>
            Metrics, params, tags and attributes, joined by <code className="font-mono">and</code>: for
            example <code className="font-mono">attributes.model like &apos;gpt-4%&apos;</code>
          </>
        )}
      </p>
    </form>
  );
}
