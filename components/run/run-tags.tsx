'use client';

import { Plus, X } from 'lucide-react';
import { useRef, useState, type SubmitEvent } from 'react';
import { Tag } from '#components/runs/run-marks.tsx';
import { useRunSettings } from '#components/runs/run-settings.tsx';
import { Button } from '#components/ui/button.tsx';
import { INPUT } from '#components/ui/field.tsx';
import { cn } from '#lib/client/cn.ts';
import { tagRun } from '#lib/client/runs.ts';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { isReservedTag, readTagLines } from '#lib/view-models/tag-lines.ts';
import { useRunChange } from './use-run-change.ts';

/** A run's tags; those who may can add and remove them. */
export function RunTags({ run }: { run: RunDetail }) {
  const { canWrite } = useRunSettings();
  const [isAdding, setIsAdding] = useState(false);
  const add = useRef<HTMLButtonElement>(null);
  // What had the focus, a field or a tag's button, is gone then.
  const close = () => {
    setIsAdding(false);
    requestAnimationFrame(() => add.current?.focus());
  };
  const change = useRunChange(run.id, (tags: Record<string, string | null>) => tagRun(run.id, tags), close);
  const tags = Object.entries(run.tags).sort(([a], [b]) => (a < b ? -1 : 1));
  if (tags.length === 0 && !canWrite) return null;
  return (
    <div className="mt-2.5 flex flex-wrap items-center gap-1.5">
      <ul aria-label="Tags" className="flex min-w-0 flex-wrap items-center gap-1.5 empty:hidden">
        {tags.map(([name, value]) => (
          <li key={name} className="flex min-w-0 items-center">
            <Tag name={name} value={value} />
            {canWrite && !isReservedTag(name) ? (
              <button
                type="button"
                aria-label={`Remove the tag ${name}`}
                disabled={change.isPending}
                onClick={() => change.mutate({ [name]: null })}
                className="flex size-6 items-center justify-center rounded-sm text-muted hover:bg-raised hover:text-text print:hidden"
              >
                <X aria-hidden="true" className="size-3" />
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {canWrite && isAdding ? (
        <TagForm isPending={change.isPending} onSubmit={(added) => change.mutate(added)} onCancel={close} />
      ) : null}
      {canWrite && !isAdding ? (
        <button
          ref={add}
          type="button"
          onClick={() => setIsAdding(true)}
          className="inline-flex h-6 items-center gap-1 rounded-sm border border-dashed border-control px-1.5 text-xs text-muted hover:text-text print:hidden"
        >
          <Plus aria-hidden="true" className="size-3" />
          Add tag
        </button>
      ) : null}
      {change.error ? (
        <p role="alert" className="text-xs wrap-anywhere text-negative">
          {change.error.message}
        </p>
      ) : null}
    </div>
  );
}

interface TagFormProps {
  isPending: boolean;
  onSubmit: (tags: Record<string, string>) => void;
  onCancel: () => void;
}

function TagForm({ isPending, onSubmit, onCancel }: TagFormProps) {
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reading = readTagLines(text);
    if (reading.tags === null) setError(reading.error.replace(/^Line 1: /, ''));
    else if (Object.keys(reading.tags).length === 0) onCancel();
    else if (!isPending) onSubmit(reading.tags);
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-1.5">
      <input
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => (event.key === 'Escape' ? onCancel() : undefined)}
        aria-label="New tag, as name=value"
        aria-invalid={error !== null}
        placeholder="name=value"
        className={cn(INPUT, 'h-7 w-44 font-mono text-xs')}
      />
      <Button type="submit" className="h-7 px-2 text-xs" aria-disabled={isPending}>
        Add
      </Button>
      {error === null ? null : (
        <span role="alert" className="text-xs text-negative">
          {error}
        </span>
      )}
    </form>
  );
}
