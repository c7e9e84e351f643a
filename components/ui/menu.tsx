'use client';

import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

/** The look of a menu's entries. */
export const MENU_ITEM =
  'flex h-8 cursor-pointer items-center gap-2 rounded-sm px-2 text-sm outline-none select-none data-[highlighted]:bg-raised [&_svg]:size-4 [&_svg]:text-muted';

interface MenuProps {
  trigger: ReactNode;
  /** Whether it is open from the start. */
  isOpenFirst?: boolean;
  children: ReactNode;
}

/**
 * A menu that its trigger opens, with the arrow keys, type-ahead and Escape. It stays in its trigger's landmark, where
 * screen readers expect it.
 */
export function Menu({ trigger, isOpenFirst = false, children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen={isOpenFirst}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="end"
        sideOffset={6}
        collisionPadding={8}
        className="z-50 min-w-44 animate-fade-in rounded-lg border border-line bg-surface p-1 shadow-pop"
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
