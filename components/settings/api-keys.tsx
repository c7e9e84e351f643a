'use client';

import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { apiKeysQuery } from '#lib/client/settings.ts';
import { ApiKeysTable } from './api-keys-table.tsx';
import { TableSkeleton } from './table-skeleton.tsx';

const CreateKeyDialog = dynamic(
  () => import('./create-key-dialog.tsx').then((file) => file.CreateKeyDialog),
  {
    ssr: false,
  },
);

/** Keys of machines: made, watched and revoked. */
export function ApiKeys() {
  const [isCreating, setIsCreating] = useState(false);
  const query = useQuery(apiKeysQuery());
  return (
    <Panel
      id="keys-heading"
      title="API keys"
      description="Programs send one as Authorization: Bearer lrg_…; each can do what its scopes say and nothing else."
      aside={
        <Button variant="primary" onClick={() => setIsCreating(true)}>
          <Plus aria-hidden="true" />
          Create key
        </Button>
      }
    >
      <QueryView query={query} what="the API keys" skeleton={<TableSkeleton />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={KeyRound} title="No API keys yet">
              Create one for each program that calls this server, so that each can be revoked alone.
            </EmptyState>
          ) : (
            <ApiKeysTable keys={items} />
          )
        }
      </QueryView>
      {isCreating ? <CreateKeyDialog onClose={() => setIsCreating(false)} /> : null}
    </Panel>
  );
}
