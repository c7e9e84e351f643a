'use client';

import { formatAgo, formatExactTime } from '#lib/view-models/time.ts';
import { useNow } from '#lib/client/use-now.ts';
import { Tooltip } from './tooltip.tsx';

/** How long ago something was; the exact time on hover. */
export function RelativeTime({ timeMs }: { timeMs: number }) {
  const nowMs = useNow();
  return (
    <Tooltip text={formatExactTime(timeMs)}>
      <time dateTime={new Date(timeMs).toISOString()} className="whitespace-nowrap tabular-nums">
        {formatAgo(timeMs, nowMs)}
      </time>
    </Tooltip>
  );
}
