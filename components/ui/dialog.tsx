'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '#lib/client/cn.ts';
import { useReturnedFocus } from '#lib/client/use-returned-focus.ts';
import { Button } from './button.tsx';

interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  className?: string;
  children: ReactNode;
}

const FIELD = ['input', 'select', 'textarea']
  .map((tag) => `${tag}:not(:disabled, [type="hidden"])`)
  .join(',');

/** A dialog in the middle of the window: holds the focus, from its first field on, closes with Escape, gives the focus back. */
export function Dialog({ isOpen, onClose, title, description, className, children }: DialogProps) {
  const { remember, giveBack } = useReturnedFocus();
  const begin = (event: Event) => {
    remember();
    const field = event.currentTarget instanceof Element ? event.currentTarget.querySelector(FIELD) : null;
    if (!(field instanceof HTMLElement)) return;
    event.preventDefault();
    field.focus();
  };
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-overlay" />
        <Radix.Content
          onOpenAutoFocus={begin}
          onCloseAutoFocus={giveBack}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cn(
            'fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-lg -translate-1/2 animate-fade-in flex-col overflow-y-auto rounded-xl border border-line bg-surface shadow-pop outline-none',
            className,
          )}
        >
          <header className="flex items-start gap-2 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold tracking-tight">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="mt-0.5 text-sm text-muted">{description}</Radix.Description>
              ) : null}
            </div>
            <Radix.Close asChild>
              <Button variant="ghost" size="icon" aria-label="Close" className="-mr-2">
                <X aria-hidden="true" />
              </Button>
            </Radix.Close>
          </header>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
