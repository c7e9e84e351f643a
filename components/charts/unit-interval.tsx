import { cn } from '#lib/client/cn.ts';
import type { UnitForest, UnitMark } from '#lib/view-models/unit-forest.ts';

interface UnitIntervalProps {
  mark: UnitMark | null;
  forest: UnitForest;
  /** The row that the reader is led to. */
  isMain?: boolean;
}

/** A score with its interval on a scale that all rows share; the figures stand beside it as text. Its parent must be positioned. */
export function UnitInterval({ mark, forest, isMain = false }: UnitIntervalProps) {
  const fill = isMain ? 'bg-accent' : 'bg-series-production';
  return (
    <div aria-hidden="true" className="absolute inset-x-2 inset-y-0 max-md:inset-x-4">
      {forest.ticks.map(({ place }) => (
        <div key={place} className="absolute inset-y-0 w-px bg-line" style={{ left: `${place}%` }} />
      ))}
      {mark?.bar ? (
        <div
          className={cn('absolute top-1/2 h-0.5 min-w-px -translate-y-1/2', fill)}
          style={{ left: `${mark.bar.left}%`, width: `${mark.bar.width}%` }}
        >
          <span className={cn('absolute top-1/2 left-0 h-2.5 w-0.5 -translate-y-1/2', fill)} />
          <span className={cn('absolute top-1/2 right-0 h-2.5 w-0.5 -translate-y-1/2', fill)} />
        </div>
      ) : null}
      {mark ? (
        <div
          className={cn(
            'absolute top-1/2 size-2.5 -translate-1/2 ring-2 ring-surface',
            isMain ? 'size-3 rotate-45 rounded-xs' : 'rounded-full',
            fill,
          )}
          style={{ left: `${mark.point}%` }}
        />
      ) : null}
    </div>
  );
}

/** The scale's round scores. Its parent must be positioned as the rows are. */
export function UnitScale({ forest }: { forest: UnitForest }) {
  return (
    <div
      aria-hidden="true"
      className="relative mx-2 h-4 text-xs font-normal text-muted tabular-nums max-md:mx-4"
    >
      {forest.ticks.map(({ place, text }, index) => (
        <span
          key={place}
          className={cn(
            'absolute',
            index === 0 ? '' : index === forest.ticks.length - 1 ? '-translate-x-full' : '-translate-x-1/2',
          )}
          style={{ left: `${place}%` }}
        >
          {text}
        </span>
      ))}
    </div>
  );
}
