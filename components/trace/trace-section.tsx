'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleX } from 'lucide-react';
import Link from 'next/link';
import { useMemo, type CSSProperties } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { traceQuery } from '#lib/client/traces.ts';
import type { Trace } from '#lib/contracts/traces.ts';
import { formatCount, formatCountOf } from '#lib/view-models/format.ts';
import { formatSpanDuration } from '#lib/view-models/span-duration.ts';
import { prepareWaterfall, type WaterfallRow } from '#lib/view-models/waterfall.ts';
import { SpanBar } from './span-bar.tsx';

const MOST_ROWS = 12;

/** The first spans of a trace in short, with a link to all of it. */
export function TraceSection({ id }: { id: string }) {
  const query = useQuery(traceQuery(id));
  if (query.error instanceof ApiError && query.error.status === 404)
    return <p className="text-sm text-muted">No span of its trace is stored.</p>;
  return (
    <QueryView query={query} what="the trace" skeleton={<Skeleton className="h-24 w-full rounded-md" />}>
      {(trace) => <ShortWaterfall trace={trace} />}
    </QueryView>
  );
}

function ShortWaterfall({ trace }: { trace: Trace }) {
  const { rows } = useMemo(() => prepareWaterfall(trace), [trace]);
  const more = rows.length - MOST_ROWS;
  return (
    <div className="rounded-md border border-line text-sm">
      <ol aria-label="Spans" className="py-1.5">
        {rows.slice(0, MOST_ROWS).map((row) => (
          <ShortRow key={row.id} row={row} />
        ))}
      </ol>
      <p className="flex flex-wrap items-center gap-x-3 border-t border-line px-3 py-2 text-muted">
        <span>
          {more > 0 ? `and ${formatCount(more)} more` : formatCountOf(rows.length, 'span')}
          {trace.is_cut ? ' at least' : ''} in {formatSpanDuration(trace.duration_ms)}
        </span>
        <Link href={`/traces/${trace.trace_id}`} className="ml-auto text-accent underline">
          Open the trace
        </Link>
      </p>
    </div>
  );
}

function ShortRow({ row }: { row: WaterfallRow }) {
  return (
    <li className="grid min-h-7 grid-cols-[minmax(0,2fr)_minmax(0,1fr)_4.5rem] sm:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_4.5rem] items-center gap-x-3 px-3">
      <span
        className="flex min-w-0 items-center gap-1.5 pl-[min(calc(var(--depth)*0.75rem),45%)]"
        style={{ '--depth': row.depth } as CSSProperties}
      >
        <bdi className="min-w-0 truncate" title={`${row.span.name}, ${row.span.service}`}>
          {row.span.name}
        </bdi>
        {row.span.status === 'error' ? (
          <Badge tone="negative">
            <CircleX aria-hidden="true" />
            failed
          </Badge>
        ) : null}
      </span>
      <SpanBar row={row} />
      <span className="text-right whitespace-nowrap tabular-nums">{row.duration}</span>
    </li>
  );
}
