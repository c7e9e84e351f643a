import { formatDelta } from '#lib/view-models/format.ts';
import type { Comparison, IntervalBar as Bar } from '#lib/view-models/comparison.ts';
import { cn } from '#lib/client/cn.ts';

const COLORS = {
  better: 'bg-positive',
  worse: 'bg-negative',
  unclear: 'bg-muted',
  unknown: 'bg-muted',
};

/** An interval on a scale around zero, with its middle marked. */
export function IntervalBar({ bar, verdict }: { bar: Bar; verdict: Comparison['verdict'] }) {
  const color = COLORS[verdict];
  return (
    <div aria-hidden="true" className="w-full">
      <div className="relative h-4">
        <div className="absolute inset-x-0 top-1/2 h-px bg-line" />
        <div className="absolute inset-y-0 left-1/2 w-px -translate-x-1/2 bg-control" />
        <div
          className={cn('absolute top-1/2 h-1.5 min-w-0.5 -translate-y-1/2 rounded-full opacity-45', color)}
          style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
        />
        <div
          className={cn(
            'absolute top-1/2 h-3.5 w-0.75 -translate-1/2 rounded-full ring-2 ring-surface',
            color,
          )}
          style={{ left: `${bar.mean}%` }}
        />
      </div>
      <div className="flex justify-between text-xs text-muted tabular-nums">
        <span>{formatTick(-bar.reach)}</span>
        <span>0</span>
        <span>{formatTick(bar.reach)}</span>
      </div>
    </div>
  );
}

function formatTick(value: number): string {
  return formatDelta(value).replace(/0+$/, '').replace(/\.$/, '');
}
