import type { ReactNode } from 'react';
import { Skeleton } from './skeleton.tsx';

/** What a sheet shows while its content is being loaded; `children` in place of the one large part. */
export function DetailSkeleton({
  children = <Skeleton className="h-56 w-full" />,
}: {
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-6 p-4 md:p-6">
      <Skeleton className="h-14 w-full" />
      <Skeleton className="h-20 w-full" />
      {children}
    </div>
  );
}
