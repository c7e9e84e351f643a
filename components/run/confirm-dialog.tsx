'use client';

import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ProblemBanner } from '#components/ui/problem-banner.tsx';

interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** Label of the button that does it. */
  confirm: string;
  dismiss?: string;
  error: Error | null;
  onConfirm: () => void;
  children: ReactNode;
}

/** Asks before something is done that others notice, and says why it failed when it did. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onClose, title, confirm, dismiss = 'Not now', error, onConfirm, children } = props;
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title} className="max-w-md">
      <div className="px-5 pb-4 text-sm text-muted">{children}</div>
      <ProblemBanner error={error} className="mx-5 mb-4" />
      <div className="flex justify-end gap-2 px-5 pb-5">
        <Button onClick={onClose}>{dismiss}</Button>
        <Button variant="primary" onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}
