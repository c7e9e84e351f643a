'use client';

import { useQuery } from '@tanstack/react-query';
import { Search, X } from 'lucide-react';
import { useId, useRef, useState, type SubmitEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, INPUT } from '#components/ui/field.tsx';
import { cn } from '#lib/client/cn.ts';
import { trafficValuesQuery } from '#lib/client/traffic.ts';
import { prepareChips } from '#lib/view-models/traffic-filters.ts';
import { useTraffic } from './use-traffic.ts';

const CHOICES: readonly (readonly [
  key: string,
  label: string,
  options: readonly (readonly [string, string])[],
])[] = [
  [
    'status',
    'Status',
    [
      ['ok', 'ok'],
      ['error,timeout,aborted', 'any failure'],
      ['error', 'error'],
      ['timeout', 'timeout'],
      ['aborted', 'aborted'],
    ],
  ],
  [
    'sampled',
    'Sampled',
    [
      ['true', 'yes'],
      ['false', 'no'],
    ],
  ],
  [
    'feedback',
    'Feedback',
    [
      ['up', 'thumbs up'],
      ['down', 'thumbs down'],
      ['any', 'any'],
      ['none', 'none'],
    ],
  ],
];
const LISTED = [
  ['model', 'Model'],
  ['prompt_version', 'Prompt version'],
  ['use_case', 'Use case'],
  ['variant', 'Variant'],
  ['upstream', 'Upstream'],
] as const;
const TYPED: readonly (readonly [key: string, label: string, placeholder: string, type: string])[] = [
  ['user_id', 'User', 'exact id', 'text'],
  ['session_id', 'Session', 'exact id', 'text'],
  ['min_latency_ms', 'Latency from (ms)', '0', 'number'],
  ['max_latency_ms', 'Latency to (ms)', '60000', 'number'],
  ['min_score', 'Score from (0–1)', '0', 'number'],
  ['max_score', 'Score to (0–1)', '1', 'number'],
];

/** All filters of traffic: text at hand, the others behind one press, those that are on as chips. */
export function FilterBar({ error }: { error: string | null }) {
  const { choice, change, clear } = useTraffic();
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const { filters } = choice;
  const chips = prepareChips(filters);
  const set = (key: string, value: string) => change({ [key]: value === '' ? null : value });
  return (
    <section
      aria-label="Filters"
      className="flex flex-col gap-2.5 rounded-lg border border-line bg-surface p-3 print:hidden"
    >
      <div className="flex flex-wrap gap-2">
        <TextFilter
          key={filters.search ?? ''}
          value={filters.search ?? ''}
          onSubmit={(text) => set('search', text)}
        />
        <Button
          ref={button}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setIsOpen(!isOpen)}
          className="h-9"
        >
          Filters
        </Button>
      </div>
      {isOpen ? <Fields id={id} onSet={set} /> : null}
      {error === null ? null : (
        <p role="alert" className="text-sm wrap-anywhere text-negative">
          {error}
        </p>
      )}
      {chips.length === 0 ? null : (
        <ul aria-label="Filters that are on" className="flex flex-wrap gap-1.5">
          {chips.map((chip) => (
            <li key={chip.key} className="min-w-0">
              <button
                type="button"
                onClick={() => {
                  change({ [chip.key]: null });
                  // A chip goes with its filter.
                  button.current?.focus();
                }}
                className="flex h-7 max-w-72 items-center gap-1 rounded-full border border-line bg-raised px-2.5 text-xs hover:border-control"
              >
                <span className="text-muted">{chip.label}</span>{' '}
                <bdi className="truncate font-medium">{chip.value}</bdi>
                <span className="sr-only">, remove this filter</span>
                <X aria-hidden="true" className="size-3 shrink-0" />
              </button>
            </li>
          ))}
          <li>
            <button
              type="button"
              onClick={() => {
                clear();
                button.current?.focus();
              }}
              className="h-7 px-2 text-xs text-muted underline hover:text-text"
            >
              Clear all
            </button>
          </li>
        </ul>
      )}
    </section>
  );
}

function TextFilter({ value, onSubmit }: { value: string; onSubmit: (text: string) => void }) {
  const [text, setText] = useState(value);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(text.trim());
  };
  return (
    <form role="search" aria-label="Traffic" onSubmit={submit} className="relative min-w-0 flex-1">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted"
      />
      <input
        type="search"
        value={text}
        maxLength={500}
        onChange={(event) => setText(event.target.value)}
        aria-label="Text in prompt, response or error"
        placeholder="Text in prompt, response or error"
        className={cn(INPUT, 'pl-8.5')}
      />
    </form>
  );
}

function Fields({ id, onSet }: { id: string; onSet: (key: string, value: string) => void }) {
  const { choice, change } = useTraffic();
  const { filters } = choice;
  const { data: values } = useQuery(trafficValuesQuery(choice.range));
  return (
    <div id={id} className="grid grid-cols-2 gap-3 border-t border-line pt-3 md:grid-cols-4 xl:grid-cols-7">
      {LISTED.map(([key, label]) => {
        const current = filters[key];
        const options = values?.[key] ?? [];
        const all = current === undefined || options.includes(current) ? options : [current, ...options];
        return (
          <Field key={key} label={label}>
            {(props) => (
              <select
                {...props}
                className={INPUT}
                value={current === undefined ? 'any' : `=${current}`}
                onChange={({ target }) =>
                  change({ [key]: target.value === 'any' ? null : target.value.slice(1) })
                }
              >
                <option value="any">any</option>
                {all.map((value) => (
                  <option key={value} value={`=${value}`}>
                    {value === '' ? '(none)' : value}
                  </option>
                ))}
              </select>
            )}
          </Field>
        );
      })}
      {CHOICES.map(([key, label, options]) => (
        <Field key={key} label={label}>
          {(props) => (
            <select
              {...props}
              className={INPUT}
              value={filters[key] ?? ''}
              onChange={({ target }) => onSet(key, target.value)}
            >
              <option value="">any</option>
              {options.map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
      ))}
      {TYPED.map(([key, label, placeholder, type]) => (
        <Field key={`${key} ${filters[key] ?? ''}`} label={label}>
          {(props) => (
            <input
              {...props}
              type={type}
              {...(type === 'number' ? { min: 0, step: 'any' } : {})}
              placeholder={placeholder}
              defaultValue={filters[key] ?? ''}
              className={INPUT}
              onBlur={({ target }) =>
                target.value === (filters[key] ?? '') ? undefined : onSet(key, target.value)
              }
              onKeyDown={(event) =>
                event.key === 'Enter' ? onSet(key, event.currentTarget.value) : undefined
              }
            />
          )}
        </Field>
      ))}
    </div>
  );
}
