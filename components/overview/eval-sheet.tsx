'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { DetailSkeleton } from '#components/ui/detail-skeleton.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { SheetSteps } from '#components/ui/sheet-steps.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { shadowEvalQuery, shadowEvalsQuery } from '#lib/client/queries.ts';
import { itemsOf } from '#lib/client/list-query.ts';
import { useUrlParam } from '#lib/client/use-url-param.ts';
import type { ShadowEvalShow } from '#lib/contracts/shadow.ts';
import { EvalDetail } from './eval-detail.tsx';

/** The evaluation that the address names with `?eval=`, in a sheet. */
export function EvalSheet({ show = 'all' }: { show?: ShadowEvalShow }) {
  const [id, setId] = useUrlParam('eval');
  return (
    <Sheet
      isOpen={id !== null}
      onClose={() => setId(null, 'replace')}
      side="right"
      title="Shadow evaluation"
      actions={id === null ? null : <Steps show={show} />}
      className="w-full max-w-4xl"
    >
      {id === null ? null : <Loaded key={id} id={id} show={show} />}
    </Sheet>
  );
}

function Loaded({ id, show }: { id: string; show: ShadowEvalShow }) {
  const queryClient = useQueryClient();
  const query = useQuery({
    ...shadowEvalQuery(id),
    // The list has whole evaluations: those on it need not be asked for again.
    initialData: () =>
      itemsOf(queryClient.getQueryData(shadowEvalsQuery(show).queryKey))?.find((item) => item.id === id),
  });
  return (
    <div className="flex flex-1 flex-col">
      <QueryView query={query} what="the evaluation" skeleton={<EvalSkeleton />}>
        {(item) => <EvalDetail item={item} />}
      </QueryView>
    </div>
  );
}

function Steps({ show }: { show: ShadowEvalShow }) {
  return (
    <SheetSteps
      param="eval"
      query={useInfiniteQuery(shadowEvalsQuery(show))}
      previousLabel="Newer evaluation"
      nextLabel="Older evaluation"
    />
  );
}

/** Two answers side by side. */
function EvalSkeleton() {
  return (
    <DetailSkeleton>
      <div className="grid gap-4 md:grid-cols-2">
        <Skeleton className="h-56" />
        <Skeleton className="h-56" />
      </div>
    </DetailSkeleton>
  );
}
