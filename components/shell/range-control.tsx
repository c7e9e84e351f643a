'use client';

import { X } from 'lucide-react';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { cn } from '#lib/client/cn.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import { DEFAULT_TIME_RANGE, TIME_RANGES } from '#lib/view-models/time-range.ts';

const OPTIONS = TIME_RANGES.map(({ id, words }) => ({ id, label: id, words }));

/** Chooses the stretch of time that the page looks at; one that a chart was pressed for can be taken back. */
export function RangeControl({ className }: { className?: string }) {
  const [range, setRange] = useTimeRange();
  return (
    <div className={cn('flex flex-wrap items-center gap-2', className)}>
      {range.window ? (
        <button
          type="button"
          onClick={() => setRange(DEFAULT_TIME_RANGE.id)}
          aria-label={`Only ${range.words}: show ${DEFAULT_TIME_RANGE.words} again`}
          className="flex h-8 items-center gap-1.5 rounded-md border border-line bg-raised px-2.5 text-xs tabular-nums"
        >
          {range.words}
          <X aria-hidden="true" className="size-3.5 text-muted" />
        </button>
      ) : null}
      <SegmentedControl
        label="Time range"
        value={range.id}
        options={OPTIONS}
        onChange={setRange}
        className="flex-1"
      />
    </div>
  );
}
