'use client';

import { useQuery } from '@tanstack/react-query';
import { overviewQuery } from '#lib/client/queries.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import { cn } from '#lib/client/cn.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { formatExactTime } from '#lib/view-models/time.ts';

/** Whether what is on the page is of this moment. */
export function LiveStatus() {
  const [range] = useTimeRange();
  const { dataUpdatedAt, isError, isPending } = useQuery(overviewQuery(range));
  if (isPending) return null;
  const hint = isError
    ? `Last answer: ${dataUpdatedAt === 0 ? 'none yet' : formatExactTime(dataUpdatedAt)}`
    : 'Refreshed every 5 seconds';
  return (
    <Tooltip text={hint}>
      <p role="status" className="hidden items-center gap-1.5 text-xs text-muted sm:flex">
        <span
          aria-hidden="true"
          className={cn('size-1.5 rounded-full', isError ? 'bg-warning' : 'bg-positive')}
        />
        {isError ? 'Not updating' : 'Live'}
      </p>
    </Tooltip>
  );
}
