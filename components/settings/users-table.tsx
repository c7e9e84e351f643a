'use client';

import { useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { changeRole } from '#lib/client/settings.ts';
import { cn } from '#lib/client/cn.ts';
import type { UserItem } from '#lib/contracts/users.ts';
import { ROLES, type Role } from '#lib/domain/access/scopes.ts';
import { INPUT } from '#components/ui/field.tsx';
import { ProblemBanner } from '#components/ui/problem-banner.tsx';
import { LinkDialog, RemoveUserDialog } from './user-dialogs.tsx';
import { UserActions } from './user-actions.tsx';
import { useSettingsChange } from './use-settings-change.ts';

/** Everybody with an account. */
export function UsersTable({ users, ownId }: { users: readonly UserItem[]; ownId: string }) {
  const [removing, setRemoving] = useState<UserItem | null>(null);
  const [linking, setLinking] = useState<UserItem | null>(null);
  const change = useSettingsChange(
    'users',
    ({ id, role }: { id: string; role: Role }) => changeRole(id, role),
    () => undefined,
  );
  return (
    <>
      {change.error ? (
        <div className="px-4 pb-3">
          <ProblemBanner error={change.error} />
        </div>
      ) : null}
      <table aria-label="Users" className="w-full table-fixed text-sm">
        <thead className="border-y border-line">
          <tr>
            <HeadCell>Person</HeadCell>
            <HeadCell className="w-32">Role</HeadCell>
            <HeadCell className="hidden w-40 sm:table-cell">Last signed in</HeadCell>
            <HeadCell className="w-14">
              <span className="sr-only">Actions</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {users.map((user) => (
            <tr key={user.id}>
              <Cell>
                <p className="flex flex-wrap items-center gap-x-2 font-medium">
                  <bdi className="min-w-0 truncate">{user.name ?? user.email}</bdi>
                  {user.id === ownId ? <Badge>you</Badge> : null}
                </p>
                {user.name === null ? null : <p className="truncate text-xs text-muted">{user.email}</p>}
                <div className="mt-0.5 text-xs text-muted sm:hidden">
                  <LastSignIn user={user} />
                </div>
              </Cell>
              <Cell>
                <select
                  aria-label={`Role of ${user.name ?? user.email}`}
                  value={user.role}
                  onChange={(event) => change.mutate({ id: user.id, role: event.target.value as Role })}
                  className={cn(INPUT, 'h-8 text-sm')}
                >
                  {ROLES.map((role) => (
                    <option key={role}>{role}</option>
                  ))}
                </select>
              </Cell>
              <Cell className="hidden text-muted sm:table-cell">
                <LastSignIn user={user} />
              </Cell>
              <Cell className="text-right">
                <UserActions user={user} onLink={() => setLinking(user)} onRemove={() => setRemoving(user)} />
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
      {removing ? (
        <RemoveUserDialog
          user={removing}
          isOneself={removing.id === ownId}
          onClose={() => setRemoving(null)}
        />
      ) : null}
      {linking ? <LinkDialog user={linking} onClose={() => setLinking(null)} /> : null}
    </>
  );
}

function LastSignIn({ user }: { user: UserItem }) {
  if (user.last_sign_in_at !== null) return <RelativeTime timeMs={Date.parse(user.last_sign_in_at)} />;
  return user.invitation_expires_at === null ? 'never' : <Badge tone="warning">invited</Badge>;
}
