import { Skeleton } from '#components/ui/skeleton.tsx';

const ROWS = [0, 1, 2, 3, 4];

/** The size of a short table while it is being loaded. */
export function TableSkeleton() {
  return (
    <div className="divide-y divide-line border-t border-line">
      {ROWS.map((row) => (
        <div key={row} className="flex items-center gap-6 px-4 py-4">
          <Skeleton className="h-4 w-1/4" />
          <Skeleton className="h-4 w-1/3" />
          <Skeleton className="ml-auto h-4 w-16" />
        </div>
      ))}
    </div>
  );
}
