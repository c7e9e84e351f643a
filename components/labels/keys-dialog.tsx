'use client';

import { Dialog } from '#components/ui/dialog.tsx';
import { LABEL_KEYS } from '#lib/view-models/labelling.ts';

/** Every key of the queue. */
export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Keys"
      description="Everything here works without a mouse."
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 px-5 pb-5 text-sm">
        {LABEL_KEYS.map(([key, what]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="rounded-xs border border-line bg-raised px-1.5 py-0.5 font-mono text-xs whitespace-nowrap">
                {key}
              </kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className="border-t border-line px-5 py-3 text-sm text-muted">
        With the focus within a criterion of the rubric, 0 … 5 score that criterion. Tab goes there.
      </p>
    </Dialog>
  );
}
