'use client';

import { CircleX } from 'lucide-react';
import Link from 'next/link';
import { UnitMeter } from '#components/charts/unit-meter.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import { useOpenRow } from '#lib/client/use-open-row.ts';
import { formatCount, formatCountOf } from '#lib/view-models/format.ts';
import type { TraceRow } from '#lib/view-models/trace-list.ts';

/** Traces as a table; narrow screens have everything but the link to the exchange in two columns. */
export function TracesTable({ rows, isOld }: { rows: readonly TraceRow[]; isOld: boolean }) {
  return (
    <table
      aria-labelledby="traces-heading"
      aria-busy={isOld}
      className={cn('w-full table-fixed text-sm transition-opacity', isOld && 'opacity-60')}
    >
      <thead className="border-y border-line">
        <tr>
          <HeadCell className="hidden w-28 md:table-cell">When</HeadCell>
          <HeadCell className="max-md:pl-4">Name</HeadCell>
          <HeadCell className="hidden w-1/5 md:table-cell">Service</HeadCell>
          <HeadCell className="w-28 max-md:pr-4 md:w-44">Duration</HeadCell>
          <HeadCell className="hidden w-20 text-right md:table-cell">Spans</HeadCell>
          <HeadCell className="hidden w-24 md:table-cell">Failed</HeadCell>
          <HeadCell className="hidden w-28 lg:table-cell">Exchange</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { row: TraceRow }) {
  const href = `/traces/${row.id}`;
  const open = useOpenRow(href);
  return (
    <tr onClick={open} className="cursor-pointer transition-colors hover:bg-raised/60">
      <Cell className="hidden text-muted md:table-cell">
        <RelativeTime timeMs={row.startedMs} />
      </Cell>
      <Cell className="max-md:pl-4">
        <Link href={href} className="block truncate rounded-xs font-medium">
          {row.name === null ? (
            <span className="font-normal text-muted">(root span missing)</span>
          ) : (
            <bdi>{row.name}</bdi>
          )}
        </Link>
        <div className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-xs text-muted md:hidden">
          <RelativeTime timeMs={row.startedMs} />
          <bdi className="max-w-full truncate">{row.service}</bdi>
          <span className="tabular-nums">{formatCountOf(row.spans, 'span')}</span>
          {row.errors > 0 ? <Failed errors={row.errors} /> : null}
        </div>
      </Cell>
      <Cell className="hidden md:table-cell">
        <span className="block truncate" title={row.service}>
          <bdi>{row.service}</bdi>
        </span>
      </Cell>
      <Cell className="max-md:pr-4">
        <div className="flex flex-col gap-1 md:flex-row md:items-center md:gap-2.5">
          <span className="w-19 shrink-0 tabular-nums">{row.duration}</span>
          <UnitMeter score={row.share} className="w-full md:flex-1" />
        </div>
      </Cell>
      <Cell className="hidden text-right tabular-nums md:table-cell">{formatCount(row.spans)}</Cell>
      <Cell className="hidden md:table-cell">
        {row.errors > 0 ? <Failed errors={row.errors} /> : <span className="text-muted">none</span>}
      </Cell>
      <Cell className="hidden lg:table-cell">
        {row.chatId === null ? (
          <span className="text-muted">–</span>
        ) : (
          <Link href={`/traffic?chat=${row.chatId}`} className="text-accent underline">
            In traffic
          </Link>
        )}
      </Cell>
    </tr>
  );
}

function Failed({ errors }: { errors: number }) {
  return (
    <Badge tone="negative">
      <CircleX aria-hidden="true" />
      {formatCount(errors)} failed
    </Badge>
  );
}
