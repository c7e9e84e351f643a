'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LoadMore } from '#components/ui/load-more.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { auditQuery } from '#lib/client/settings.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import { AuditTable } from './audit-table.tsx';
import { AuditToolbar } from './audit-toolbar.tsx';
import { TableSkeleton } from './table-skeleton.tsx';

/** Who changed what, narrowed down as the address says. */
export function AuditLog() {
  const [params, change] = useUrlState();
  const [actor, action, target] = ['actor', 'action', 'target'].map((name) => params.get(name) ?? '');
  const filter = { actor: actor ?? '', action: action ?? '', target: target ?? '' };
  const query = useInfiniteQuery(auditQuery(filter));
  return (
    <Panel
      id="audit-heading"
      title="Audit log"
      description="Every change of settings, people, keys, runs and alerts, written together with the change."
    >
      <AuditToolbar
        key={JSON.stringify(filter)}
        filter={filter}
        onFilter={(next) =>
          change({ actor: next.actor || null, action: next.action || null, target: next.target || null })
        }
      />
      <QueryView query={query} what="the audit log" skeleton={<TableSkeleton />}>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.items);
          if (entries.length === 0)
            return (
              <EmptyState icon={ScrollText} title="Nothing was changed">
                No entry fits these filters.
              </EmptyState>
            );
          return <AuditTable entries={entries} onTarget={(id) => change({ target: id })} />;
        }}
      </QueryView>
      {query.hasNextPage ? (
        <LoadMore
          isLoading={query.isFetchingNextPage}
          hasFailed={query.isFetchNextPageError}
          onPress={() => void query.fetchNextPage()}
        />
      ) : null}
    </Panel>
  );
}
