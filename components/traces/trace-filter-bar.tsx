'use client';

import { Search } from 'lucide-react';
import { useId } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { itemsOf } from '#lib/client/list-query.ts';
import { servicesOf } from '#lib/view-models/trace-list.ts';
import { TypedInput } from './typed-input.tsx';
import { useTraces } from './use-traces.ts';

/** What the list is narrowed down to; the address keeps it. */
export function TraceFilterBar() {
  const { filters, query, change, clear } = useTraces();
  const listId = useId();
  const { error } = query;
  const refused = error instanceof ApiError && error.status === 422 ? error.errors : [];
  const problemOf = (key: string) => refused.find(({ path }) => path === key)?.message ?? null;
  const typed = (key: keyof typeof filters) => ({
    value: filters[key] ?? '',
    onSet: (value: string) => change({ [key]: value === '' ? null : value }),
  });
  return (
    <search
      aria-label="Filters"
      className="grid grid-cols-2 items-start gap-3 rounded-lg border border-line bg-surface p-3 md:grid-cols-[minmax(0,2fr)_minmax(0,1.5fr)_minmax(0,1fr)_auto] print:hidden"
    >
      <Field label="Name" error={problemOf('name')} className="max-md:col-span-2">
        {(props) => (
          <div className="relative">
            <Search
              aria-hidden="true"
              className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted"
            />
            <TypedInput
              {...props}
              {...typed('name')}
              type="search"
              maxLength={256}
              placeholder="Part of the first span’s name"
              className="pl-8.5"
            />
          </div>
        )}
      </Field>
      <Field label="Service" error={problemOf('service')}>
        {(props) => (
          <>
            <TypedInput
              {...props}
              {...typed('service')}
              type="text"
              list={listId}
              maxLength={256}
              placeholder="Exact name"
            />
            <datalist id={listId}>
              {servicesOf(itemsOf(query.data) ?? []).map((service) => (
                <option key={service} value={service} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label="Duration from (ms)" error={problemOf('min_duration_ms')}>
        {(props) => (
          <TypedInput
            {...props}
            {...typed('min_duration_ms')}
            type="number"
            min={0}
            step="any"
            placeholder="0"
          />
        )}
      </Field>
      <div className="flex items-center gap-3 max-md:col-span-2 md:mt-6 md:h-9">
        <label className="flex min-h-8 cursor-pointer items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={filters.failed === 'true'}
            onChange={({ target }) => change({ failed: target.checked ? 'true' : null })}
            className="size-4 accent-accent"
          />
          Only with failed spans
        </label>
        {Object.keys(filters).length === 0 ? null : (
          <Button variant="ghost" onClick={clear}>
            Clear
          </Button>
        )}
      </div>
    </search>
  );
}
