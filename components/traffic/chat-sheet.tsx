'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { DetailSkeleton } from '#components/ui/detail-skeleton.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { SheetSteps } from '#components/ui/sheet-steps.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { chatLogQuery, chatLogsQuery } from '#lib/client/traffic.ts';
import { useUrlParam } from '#lib/client/use-url-param.ts';
import { ChatDetail } from './chat-detail.tsx';
import { useTraffic } from './use-traffic.ts';

/** The exchange that the address names with `?chat=`, in a sheet. */
export function ChatSheet() {
  const [id, setId] = useUrlParam('chat');
  return (
    <Sheet
      isOpen={id !== null}
      onClose={() => setId(null, 'replace')}
      side="right"
      title="Exchange"
      actions={id === null ? null : <Steps id={id} />}
      className="w-full max-w-3xl"
    >
      {id === null ? null : <Loaded key={id} id={id} onGo={(next) => setId(next, 'replace')} />}
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

/** An exchange that isn't on the list, narrowed down and sorted as it is, has neighbours in time. */
function Steps({ id }: { id: string }) {
  const { choice, sorting } = useTraffic();
  const { data } = useQuery(chatLogQuery(id));
  return (
    <SheetSteps
      param="chat"
      query={useInfiniteQuery(chatLogsQuery(choice, sorting))}
      previousLabel="Previous exchange"
      nextLabel="Next exchange"
      neighbours={{
        previous: data?.neighbours.newer ?? null,
        next: data?.neighbours.older ?? null,
      }}
    />
  );
}
