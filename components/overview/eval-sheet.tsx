'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { shadowEvalQuery, shadowEvalsQuery } from '#lib/client/queries.ts';
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
      actions={
        id === null ? null : <Neighbours id={id} show={show} onGo={(next) => setId(next, 'replace')} />
      }
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
      queryClient
        .getQueryData(shadowEvalsQuery(show).queryKey)
        ?.pages.flatMap((page) => page.items)
        .find((item) => item.id === id),
  });
  return (
    <div className="flex flex-1 flex-col">
      <QueryView query={query} what="the evaluation" skeleton={<DetailSkeleton />}>
        {(item) => <EvalDetail item={item} />}
      </QueryView>
    </div>
  );
}

interface NeighboursProps {
  id: string;
  show: ShadowEvalShow;
  onGo: (id: string) => void;
}

/** Steps through the loaded list without closing the sheet. */
function Neighbours({ id, show, onGo }: NeighboursProps) {
  const { data } = useInfiniteQuery(shadowEvalsQuery(show));
  const ids = data?.pages.flatMap((page) => page.items.map((item) => item.id)) ?? [];
  const index = ids.indexOf(id);
  if (index === -1) return null;
  const go = (to: string | undefined) => (to === undefined ? undefined : onGo(to));
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Newer evaluation"
        aria-disabled={index === 0}
        onClick={() => go(ids[index - 1])}
      >
        <ChevronUp aria-hidden="true" />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Older evaluation"
        aria-disabled={index === ids.length - 1}
        onClick={() => go(ids[index + 1])}
      >
        <ChevronDown aria-hidden="true" />
      </Button>
    </>
  );
}

function DetailSkeleton() {
  return (
    <div className="flex flex-col gap-6 p-4 md:p-6">
      <Skeleton className="h-14 w-full" />
      <Skeleton className="h-20 w-full" />
      <div className="grid gap-4 md:grid-cols-2">
        <Skeleton className="h-56" />
        <Skeleton className="h-56" />
      </div>
    </div>
  );
}
