'use client';

import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '#lib/client/cn.ts';
import { useReturnedFocus } from '#lib/client/use-returned-focus.ts';
import { Button } from './button.tsx';

interface SheetProps {
  isOpen: boolean;
  onClose: () => void;
  side: 'left' | 'right';
  title: ReactNode;
  /** Further controls beside the one that closes it. */
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

const SIDES = {
  left: 'left-0 border-r animate-slide-in-left',
  right: 'right-0 border-l animate-slide-in-right',
};

/** A dialog along one side of the window: holds the focus, closes with Escape, gives the focus back. */
export function Sheet({ isOpen, onClose, side, title, actions, className, children }: SheetProps) {
  const { remember, giveBack } = useReturnedFocus();
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade-in bg-overlay" />
        <Dialog.Content
          aria-describedby={undefined}
          // The sheet itself takes the focus: it is read from its title on, and the keyboard scrolls it at once.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            remember();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          onCloseAutoFocus={giveBack}
          className={cn(
            'fixed inset-y-0 z-40 flex flex-col overflow-y-auto overscroll-contain border-line bg-surface shadow-pop outline-none',
            SIDES[side],
            className,
          )}
        >
          <header className="sticky top-0 z-10 flex h-13 shrink-0 items-center gap-1 border-b border-line bg-surface pr-3 pl-4 md:pl-6">
            <Dialog.Title className="min-w-0 flex-1 truncate text-base font-semibold">{title}</Dialog.Title>
            {actions}
            <Dialog.Close asChild>
              <Button variant="ghost" size="icon" aria-label="Close">
                <X aria-hidden="true" />
              </Button>
            </Dialog.Close>
          </header>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
