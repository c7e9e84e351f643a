import { Skeleton } from './skeleton.tsx';

interface RowsSkeletonProps {
  /** How many rows. */
  count: number;
  /** The size of each cell, as class names. */
  cells: readonly string[];
}

/** Rows of a list while they are being loaded. */
export function RowsSkeleton({ count, cells }: RowsSkeletonProps) {
  return (
    <div className="border-t border-line">
      {Array.from({ length: count }, (_, row) => (
        <div key={row} className="flex items-center gap-4 border-b border-line px-4 py-3 last:border-0">
          {cells.map((className, cell) => (
            <Skeleton key={cell} className={className} />
          ))}
        </div>
      ))}
    </div>
  );
}
