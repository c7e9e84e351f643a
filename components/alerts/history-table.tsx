'use client';

import { Badge } from '#components/ui/badge.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import { useUrlParam } from '#lib/client/use-url-param.ts';
import type { AlertEventItem } from '#lib/contracts/alerts.ts';
import { prepareEventRow } from '#lib/view-models/alerts.ts';

/** History as a table; each line opens in a sheet. */
export function HistoryTable({ events, isOld }: { events: readonly AlertEventItem[]; isOld: boolean }) {
  const [, setEvent] = useUrlParam('event');
  return (
    <table
      aria-label="History of alerts"
      aria-busy={isOld}
      className={cn('w-full text-sm transition-opacity', isOld && 'opacity-60')}
    >
      <thead className="border-y border-line">
        <tr>
          <HeadCell className="w-24">When</HeadCell>
          <HeadCell>What</HeadCell>
          <HeadCell className="hidden w-56 md:table-cell">Value</HeadCell>
          <HeadCell className="hidden w-64 sm:table-cell">Sent</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {events.map((event) => {
          const row = prepareEventRow(event);
          return (
            <tr key={row.id} className="transition-colors hover:bg-raised/60">
              <Cell className="align-top text-muted">
                <RelativeTime timeMs={row.timeMs} />
              </Cell>
              <Cell className="min-w-0 align-top">
                <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <Badge tone={row.kind.tone}>{row.kind.label}</Badge>
                  <button
                    type="button"
                    onClick={() => setEvent(row.id)}
                    className="min-w-0 rounded-xs text-left font-medium wrap-anywhere hover:underline"
                  >
                    <bdi>{row.subject}</bdi>
                  </button>
                </div>
                <p className="mt-1 text-xs text-muted tabular-nums md:hidden">
                  {row.value}, {row.wanted}
                </p>
                <p className="mt-1 text-xs text-muted sm:hidden">
                  {row.outcome}: {row.reason}
                </p>
              </Cell>
              <Cell className="hidden align-top tabular-nums md:table-cell">
                {row.value}
                <span className="block text-xs text-muted">{row.wanted}</span>
              </Cell>
              <Cell className="hidden align-top sm:table-cell">
                {row.outcome}
                <span className="block text-xs text-muted">{row.reason}</span>
              </Cell>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
