'use client';

import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { usersQuery } from '#lib/client/settings.ts';
import { TableSkeleton } from './table-skeleton.tsx';
import { UsersTable } from './users-table.tsx';

const InviteDialog = dynamic(() => import('./invite-dialog.tsx').then((file) => file.InviteDialog), {
  ssr: false,
});

/** People and what they may do. */
export function Users({ ownId }: { ownId: string }) {
  const [isInviting, setIsInviting] = useState(false);
  const query = useQuery(usersQuery());
  return (
    <Panel
      id="users-heading"
      title="Users"
      description="Viewers read. Editors also start, upload, tag and promote runs and send prompts. Administrators do everything."
      aside={
        <Button variant="primary" onClick={() => setIsInviting(true)}>
          <UserPlus aria-hidden="true" />
          Invite
        </Button>
      }
    >
      <QueryView query={query} what="the users" skeleton={<TableSkeleton />}>
        {({ items }) => <UsersTable users={items} ownId={ownId} />}
      </QueryView>
      {isInviting ? <InviteDialog onClose={() => setIsInviting(false)} /> : null}
    </Panel>
  );
}
