'use client';

import { TriangleAlert } from 'lucide-react';
import { Banner } from '#components/ui/banner.tsx';
import { Button } from '#components/ui/button.tsx';
import { Command } from '#components/ui/command.tsx';
import { Dialog } from '#components/ui/dialog.tsx';

interface SecretDialogProps {
  title: string;
  secret: string;
  copyLabel: string;
  /** What to do with it, and for how long it works. */
  hint: string;
  onClose: () => void;
}

/** Shows a secret for the one time that it is known. */
export function SecretDialog({ title, secret, copyLabel, hint, onClose }: SecretDialogProps) {
  return (
    <Dialog isOpen onClose={onClose} title={title}>
      <div className="flex flex-col gap-4 px-5 pb-5">
        <Banner tone="warning">
          <TriangleAlert aria-hidden="true" />
          <p>Copy it now: it is shown this once, and only its hash is kept.</p>
        </Banner>
        <Command text={secret} label={copyLabel} />
        <p className="text-sm text-muted">{hint}</p>
        <div className="flex justify-end">
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
