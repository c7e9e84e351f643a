'use client';

import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import { TIME_RANGES } from '#lib/view-models/time-range.ts';

const OPTIONS = TIME_RANGES.map(({ id, words }) => ({ id, label: id, words }));

/** Chooses the stretch of time that the page looks at. */
export function RangeControl({ className }: { className?: string }) {
  const [range, setRange] = useTimeRange();
  return (
    <SegmentedControl
      label="Time range"
      value={range.id}
      options={OPTIONS}
      onChange={setRange}
      {...(className ? { className } : {})}
    />
  );
}
