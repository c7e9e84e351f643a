import { cn } from '#lib/client/cn.ts';
import type { CategoryRow } from '#lib/view-models/run-categories.ts';

/** A mean on a scale from 0 to 1, with one standard deviation to either side and the threshold marked. */
export function CategoryBar({ row, threshold }: { row: CategoryRow; threshold: number }) {
  const color = row.isBelow ? 'bg-negative' : 'bg-positive';
  return (
    <div aria-hidden="true" className="relative h-5 min-w-24">
      <div className="absolute inset-x-0 top-1/2 h-1.5 -translate-y-1/2 rounded-full bg-raised" />
      {row.dot === null ? null : (
        <div
          className={cn('absolute top-1/2 left-0 h-1.5 -translate-y-1/2 rounded-full opacity-35', color)}
          style={{ width: `${row.dot}%` }}
        />
      )}
      {row.spread === null ? null : (
        <div
          className="absolute top-1/2 h-px -translate-y-1/2 bg-text/70 before:absolute before:-top-1 before:left-0 before:h-2 before:w-px before:bg-text/70 after:absolute after:-top-1 after:right-0 after:h-2 after:w-px after:bg-text/70"
          style={{ left: `${row.spread.left}%`, width: `${row.spread.width}%` }}
        />
      )}
      <div
        className="absolute inset-y-0 w-px border-l border-dashed border-control"
        style={{ left: `${100 * threshold}%` }}
      />
      {row.dot === null ? null : (
        <div
          className={cn('absolute top-1/2 size-2.5 -translate-1/2 rounded-full ring-2 ring-surface', color)}
          style={{ left: `${row.dot}%` }}
        />
      )}
    </div>
  );
}
