'use client';

import { Ellipsis, Link2, UserMinus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Button } from '#components/ui/button.tsx';
import { Menu, MENU_ITEM } from '#components/ui/menu.tsx';
import type { UserItem } from '#lib/contracts/users.ts';

interface UserActionsProps {
  user: UserItem;
  onLink: () => void;
  onRemove: () => void;
}

/** What can be done with an account besides its role. */
export function UserActions({ user, onLink, onRemove }: UserActionsProps) {
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon" aria-label={`Actions for ${user.name ?? user.email}`}>
          <Ellipsis aria-hidden="true" />
        </Button>
      }
    >
      <DropdownMenu.Item className={MENU_ITEM} onSelect={onLink}>
        <Link2 aria-hidden="true" />
        New sign-in link…
      </DropdownMenu.Item>
      <DropdownMenu.Item className={MENU_ITEM} onSelect={onRemove}>
        <UserMinus aria-hidden="true" />
        Remove…
      </DropdownMenu.Item>
    </Menu>
  );
}
