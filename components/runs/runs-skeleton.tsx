import { Skeleton } from '#components/ui/skeleton.tsx';

/** Rows of the runs list, while they are being loaded. */
export function RunsSkeleton() {
  return (
    <div className="border-t border-line">
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className="flex items-center gap-6 border-b border-line px-4 py-3.5 last:border-0">
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-4 w-40" />
            <Skeleton className="h-3 w-56 max-w-full" />
          </div>
          <Skeleton className="h-5 w-20 max-sm:hidden" />
          <Skeleton className="h-4 w-28" />
          <Skeleton className="h-6 w-48 max-lg:hidden" />
        </div>
      ))}
    </div>
  );
}
