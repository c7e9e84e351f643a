import { cn } from '#lib/client/cn.ts';
import type { WaterfallTick } from '#lib/view-models/waterfall-axis.ts';

/** Beyond this a label stands left of its tick, so that it doesn't leave the axis. */
const NEAR_END = 0.93;

/** The labels of the axis; narrow screens have room for every second one. */
export function TimeAxis({ ticks }: { ticks: readonly WaterfallTick[] }) {
  return (
    <span className="relative block h-4">
      {ticks.map(({ at, label }, index) => (
        <span
          key={at}
          className={cn(
            'absolute top-0 text-xs whitespace-nowrap text-muted tabular-nums',
            at > NEAR_END ? '-translate-x-full' : at > 0 && '-translate-x-1/2',
            index % 2 === 1 && 'max-md:hidden',
          )}
          style={{ left: `${100 * at}%` }}
        >
          {label}
        </span>
      ))}
    </span>
  );
}

/** A line down through all rows at each tick that has its label. */
export function TickLines({ ticks }: { ticks: readonly WaterfallTick[] }) {
  return (
    <span className="relative block h-full">
      {ticks.map(({ at }, index) => (
        <span
          key={at}
          className={cn('absolute inset-y-0 w-px bg-line', index % 2 === 1 && 'max-md:hidden')}
          style={{ left: `${100 * at}%` }}
        />
      ))}
    </span>
  );
}
