'use client';

import { GitBranch, GitPullRequest, type LucideIcon } from 'lucide-react';
import { useId, useState, type SubmitEvent } from 'react';
import { INPUT } from '#components/ui/field.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { cn } from '#lib/client/cn.ts';
import { prepareVerdictStatus, VERDICT_WORDS } from '#lib/view-models/verdict-status.ts';
import { useVerdicts } from './use-verdicts.ts';

const OPTIONS = [
  { id: 'all', label: 'All' },
  ...VERDICT_WORDS.map((id) => ({ id, label: prepareVerdictStatus(id).label })),
];

/** Narrows the verdicts down by what they say and where the run comes from. */
export function VerdictsToolbar() {
  const { shown, choice, change, pullRequestError } = useVerdicts();
  return (
    <div className="flex flex-wrap items-start gap-2 px-4 pb-3 print:hidden">
      <SegmentedControl
        label="Verdict"
        value={shown}
        options={OPTIONS}
        onChange={(id) => change({ verdict: id === 'all' ? null : id })}
        className="max-w-full overflow-x-auto max-sm:w-full [&_button]:max-sm:px-1.5"
      />
      <FilterBox
        key={`branch ${choice.branch}`}
        {...{ icon: GitBranch, label: 'Branch', value: choice.branch, error: null }}
        maxLength={500}
        onFilter={(branch) => change({ branch: branch || null })}
        className="sm:ml-auto sm:w-48"
      />
      <FilterBox
        key={`pull request ${choice.pullRequest}`}
        {...{
          icon: GitPullRequest,
          label: 'Pull request',
          value: choice.pullRequest,
          error: pullRequestError,
        }}
        maxLength={20}
        onFilter={(pr) => change({ pr: pr.replace(/^#/, '') || null })}
        className="sm:w-36"
      />
    </div>
  );
}

interface FilterBoxProps {
  icon: LucideIcon;
  label: string;
  value: string;
  /** What the server said of the value. */
  error: string | null;
  maxLength: number;
  onFilter: (text: string) => void;
  className: string;
}

function FilterBox({ icon: Icon, label, value, error, maxLength, onFilter, className }: FilterBoxProps) {
  const [text, setText] = useState(value);
  const id = useId();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onFilter(text.trim());
  };
  return (
    <form
      role="search"
      aria-label={label}
      onSubmit={submit}
      className={cn('min-w-0 max-sm:flex-1', className)}
    >
      <div className="relative">
        <Icon
          aria-hidden="true"
          className="pointer-events-none absolute top-2.25 left-2.5 size-4 text-muted"
        />
        <input
          type="search"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            // The browser's own button empties the box without a submit.
            if (event.target.value === '' && value !== '') onFilter('');
          }}
          dir="auto"
          maxLength={maxLength}
          aria-label={label}
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : id}
          placeholder={label}
          className={cn(INPUT, 'h-8.5 pl-8.5 text-sm')}
        />
      </div>
      {error === null ? null : (
        <p id={id} role="alert" className="mt-1 text-xs wrap-anywhere text-negative">
          {error}
        </p>
      )}
    </form>
  );
}
