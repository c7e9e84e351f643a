'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { chatLogQuery, chatLogsQuery } from '#lib/client/traffic.ts';
import { currentUrlParam, useUrlParam } from '#lib/client/use-url-param.ts';
import { stepOfKey } from '#lib/view-models/step-keys.ts';
import { ChatDetail } from './chat-detail.tsx';
import { useTraffic } from './use-traffic.ts';

/** The exchange that the address names with `?chat=`, in a sheet. */
export function ChatSheet() {
  const [id, setId] = useUrlParam('chat');
  const go = (next: string) => setId(next, 'replace');
  return (
    <Sheet
      isOpen={id !== null}
      onClose={() => setId(null, 'replace')}
      side="right"
      title="Exchange"
      actions={id === null ? null : <Neighbours id={id} onGo={go} />}
      className="w-full max-w-3xl"
    >
      {id === null ? null : <Loaded key={id} id={id} onGo={go} />}
    </Sheet>
  );
}

function Loaded({ id, onGo }: { id: string; onGo: (id: string) => void }) {
  return (
    <div className="flex flex-1 flex-col">
      <QueryView query={useQuery(chatLogQuery(id))} what="the exchange" skeleton={<DetailSkeleton />}>
        {(item) => <ChatDetail item={item} onGo={onGo} />}
      </QueryView>
    </div>
  );
}

/** Steps through the list as it is narrowed down and sorted; an exchange that isn't on it has neighbours in time. */
function Neighbours({ id, onGo }: { id: string; onGo: (id: string) => void }) {
  const { choice, sorting } = useTraffic();
  const list = useInfiniteQuery(chatLogsQuery(choice, sorting));
  const { data: detail } = useQuery(chatLogQuery(id));
  const ids = list.data?.pages.flatMap((page) => page.items.map((item) => item.id)) ?? [];
  const index = ids.indexOf(id);
  const previous = index >= 0 ? ids[index - 1] : detail?.neighbours.newer;
  const next = index >= 0 ? ids[index + 1] : detail?.neighbours.older;
  const go = async (step: 1 | -1) => {
    // Of quick steps the next one comes before this is drawn again; the address is ahead of it.
    const from = ids.indexOf(currentUrlParam('chat') ?? '');
    const known = from >= 0 ? ids[from + step] : step === 1 ? next : previous;
    if (known) onGo(known);
    if (known || step === -1 || from < 0 || !list.hasNextPage || list.isFetchingNextPage) return;
    const { data } = await list.fetchNextPage();
    const more = data?.pages.flatMap((page) => page.items)[from + 1];
    if (more) onGo(more.id);
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const step = stepOfKey(event, 'horizontal');
    if (step !== 0) void go(step);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <>
      <span className="mr-1 text-xs text-muted max-sm:hidden" aria-hidden="true">
        <kbd className="rounded-xs border border-line px-1 font-mono">j</kbd>{' '}
        <kbd className="rounded-xs border border-line px-1 font-mono">k</kbd>
      </span>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Previous exchange"
        aria-keyshortcuts="k ArrowLeft"
        aria-disabled={!previous}
        onClick={() => void go(-1)}
      >
        <ChevronUp aria-hidden="true" />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Next exchange"
        aria-keyshortcuts="j ArrowRight"
        aria-disabled={!next && !list.hasNextPage}
        onClick={() => void go(1)}
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
      <Skeleton className="h-56 w-full" />
    </div>
  );
}
