import { Skeleton } from '#components/ui/skeleton.tsx';

/** A chart's grid, while its lines are being loaded. */
export function ChartSkeleton() {
  return (
    <div className="flex h-full flex-col justify-between px-4 pt-2 pb-9">
      {[1, 2, 3, 4, 5].map((line) => (
        <div key={line} className="flex items-center gap-3">
          <Skeleton className="h-2.5 w-7" />
          <div className="h-px flex-1 bg-line" />
        </div>
      ))}
    </div>
  );
}
