'use client';

import { Search } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import { INPUT } from '#components/ui/field.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { cn } from '#lib/client/cn.ts';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { sentenceCase } from '#lib/view-models/words.ts';
import { useExamples } from './use-examples.ts';

const SHOW_OPTIONS = [
  { id: 'all', label: 'All' },
  { id: 'failed_checks', label: 'Failed checks', words: 'With a failed required check' },
  { id: 'missing', label: 'Missing', words: 'With a missing metric' },
  { id: 'error', label: 'Errors', words: 'With a failed answer' },
];

/** Narrows the examples down by category, state and text. */
export function ExamplesToolbar({ run }: { run: RunDetail }) {
  const { choice, change } = useExamples(run.id);
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-3 print:hidden">
      <SegmentedControl
        label="Show"
        value={choice.show}
        options={SHOW_OPTIONS}
        onChange={(show) => change({ show: show === 'all' ? null : show })}
        className="max-sm:w-full [&_button]:max-sm:px-1.5"
      />
      <select
        aria-label="Category"
        value={choice.category ?? ''}
        onChange={(event) => change({ category: event.target.value || null })}
        className={cn(INPUT, 'h-8.5 w-auto text-sm max-sm:flex-1')}
      >
        <option value="">All categories</option>
        {Object.keys(run.categories)
          .sort()
          .map((id) => (
            <option key={id} value={id}>
              {sentenceCase(id)}
            </option>
          ))}
      </select>
      <SearchBox
        key={choice.search}
        search={choice.search}
        onSearch={(search) => change({ search: search === '' ? null : search })}
      />
    </div>
  );
}

function SearchBox({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const [text, setText] = useState(search);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSearch(text.trim());
  };
  return (
    <form role="search" aria-label="Examples" onSubmit={submit} className="relative ml-auto w-full sm:w-64">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-2.25 left-2.5 size-4 text-muted"
      />
      <input
        type="search"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          // The browser's own button empties the box without a submit.
          if (event.target.value === '' && search !== '') onSearch('');
        }}
        dir="auto"
        maxLength={200}
        aria-label="Search in prompts and answers"
        placeholder="Search in prompts and answers"
        className={cn(INPUT, 'h-8.5 pl-8.5 text-sm')}
      />
    </form>
  );
}
