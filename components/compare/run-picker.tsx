'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { Ref } from 'react';
import { INPUT } from '#components/ui/field.tsx';
import { itemsOf } from '#lib/client/list-query.ts';
import { cn } from '#lib/client/cn.ts';
import { runsQuery } from '#lib/client/runs.ts';
import type { RunSummary } from '#lib/contracts/runs.ts';
import { formatScore } from '#lib/view-models/format.ts';
import { formatExactTime } from '#lib/view-models/time.ts';

interface RunPickerProps {
  ref?: Ref<HTMLSelectElement>;
  label: string;
  /** Runs that are not offered. */
  taken: readonly string[];
  onPick: (id: string) => void;
}

const FINISHED = { filter: "state = 'finished'", sort: 'created_at', order: 'desc' } as const;

/** Chooses one of the latest finished runs. */
export function RunPicker({ ref, label, taken, onPick }: RunPickerProps) {
  const { data, isPending, isError, hasNextPage, fetchNextPage } = useInfiniteQuery(runsQuery(FINISHED));
  const runs = (itemsOf(data) ?? []).filter(({ id }) => !taken.includes(id));
  const hint = isPending ? 'Loading runs…' : isError ? 'Runs could not be loaded' : `${label}…`;
  return (
    <select
      ref={ref}
      aria-label={label}
      value=""
      onChange={({ target: { value } }) => (value === MORE ? void fetchNextPage() : onPick(value))}
      className={cn(INPUT, 'h-8.5 w-56 text-sm print:hidden')}
    >
      <option value="" disabled>
        {runs.length === 0 && data ? 'No other finished run' : hint}
      </option>
      {runs.map((run) => (
        <option key={run.id} value={run.id}>
          {nameOf(run)}
        </option>
      ))}
      {hasNextPage ? <option value={MORE}>Load older runs…</option> : null}
    </select>
  );
}

const MORE = 'more';

function nameOf(run: RunSummary): string {
  const prompt = run.prompt_version === null ? '' : `, prompt ${run.prompt_version}`;
  const baseline = run.is_baseline ? ' (baseline)' : '';
  return `${run.model}${prompt}${baseline} · ${formatScore(run.overall)} · ${formatExactTime(Date.parse(run.created_at))}`;
}
