'use client';

import { LogOut } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Menu, MENU_ITEM } from '#components/ui/menu.tsx';

export interface SignedInUser {
  name: string;
  email: string;
  role: 'viewer' | 'editor' | 'admin';
}

/** The account and what can be done with it, open. */
export function UserChoice({ trigger, user }: { trigger: ReactNode; user: SignedInUser }) {
  const name = user.name || user.email;
  return (
    <Menu trigger={trigger} isOpenFirst>
      <div className="flex items-start justify-between gap-4 px-2 pt-1.5 pb-2">
        <div className="min-w-0">
          <p className="truncate text-sm font-medium">{name}</p>
          {name === user.email ? null : <p className="truncate text-xs text-muted">{user.email}</p>}
        </div>
        <Badge>{user.role}</Badge>
      </div>
      <DropdownMenu.Separator className="-mx-1 mb-1 h-px bg-line" />
      <DropdownMenu.Item className={MENU_ITEM} onSelect={() => void signOut({ callbackUrl: '/sign-in' })}>
        <LogOut aria-hidden="true" />
        Sign out
      </DropdownMenu.Item>
    </Menu>
  );
}
