'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ListView } from '#components/ui/list-view.tsx';
import { Panel } from '#components/ui/panel.tsx';
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
      <ListView
        query={useInfiniteQuery(auditQuery(filter))}
        what="the audit log"
        skeleton={<TableSkeleton />}
        empty={
          <EmptyState icon={ScrollText} title="Nothing was changed">
            No entry fits these filters.
          </EmptyState>
        }
      >
        {(entries) => <AuditTable entries={entries} onTarget={(id) => change({ target: id })} />}
      </ListView>
    </Panel>
  );
}
