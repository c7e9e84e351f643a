'use client';

import { SearchX } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { SheetSteps } from '#components/ui/sheet-steps.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import type { ListQuery } from '#lib/client/list-query.ts';
import { useUrlParam } from '#lib/client/use-url-param.ts';
import type { Trace } from '#lib/contracts/traces.ts';
import type { WaterfallRow } from '#lib/view-models/waterfall.ts';
import { SpanDetail } from './span-detail.tsx';

/** The span that the address names with `?span=`, in a sheet. */
export function SpanSheet({ trace, rows }: { trace: Trace; rows: readonly WaterfallRow[] }) {
  const [id, setId] = useUrlParam('span');
  const row = rows.find((candidate) => candidate.id === id);
  const parent = row && rows.find((candidate) => candidate.id === row.parentId);
  return (
    <Sheet
      isOpen={id !== null}
      onClose={() => setId(null, 'replace')}
      side="right"
      title={row?.span.name ?? 'Span'}
      actions={
        row ? (
          <SheetSteps
            param="span"
            query={wholeList(rows)}
            previousLabel="Previous span"
            nextLabel="Next span"
          />
        ) : null
      }
      className="w-full max-w-2xl"
    >
      {row ? (
        <SpanDetail
          key={row.id}
          span={row.span}
          traceMs={trace.duration_ms}
          parent={parent?.span ?? null}
          onGo={(next) => setId(next, 'replace')}
        />
      ) : (
        <EmptyState icon={SearchX} title="This trace has no such span">
          It may not have come yet.
        </EmptyState>
      )}
    </Sheet>
  );
}

/** Rows that are all there, as a list that has no further page. */
function wholeList(rows: readonly WaterfallRow[]): ListQuery<{ id: string }> {
  const data = { pages: [{ items: rows }] };
  return {
    data,
    error: null,
    isFetching: false,
    isPlaceholderData: false,
    hasNextPage: false,
    isFetchingNextPage: false,
    isFetchNextPageError: false,
    refetch: () => undefined,
    fetchNextPage: () => Promise.resolve({ data }),
  };
}
