'use client';

import { useState, type ReactNode, type SubmitEvent } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import { DialogForm } from '#components/ui/dialog-form.tsx';
import { Field, INPUT } from '#components/ui/field.tsx';
import { fieldErrorOf } from '#lib/client/api-error.ts';

/** As the API asks for it. */
const LEAST = 3;

interface ReasonDialogProps {
  title: string;
  /** Label of the button that does it, and while that is under way. */
  confirm: string;
  pending: string;
  placeholder: string;
  isPending: boolean;
  error: Error | null;
  /** Why it must not be confirmed just now, shown above the button; null where nothing is in the way. */
  obstacle?: ReactNode;
  onConfirm: (reason: string) => void;
  onClose: () => void;
  /** What it does, for those who don't do it every day. */
  children: ReactNode;
}

/** Asks for a reason before something is done that others notice; it goes into the history. */
export function ReasonDialog(props: ReasonDialogProps) {
  const {
    title,
    confirm,
    pending,
    placeholder,
    isPending,
    error,
    obstacle = null,
    onConfirm,
    onClose,
  } = props;
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const isShort = reason.trim().length < LEAST;
  const isBlocked = isPending || obstacle !== null;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsTried(true);
    if (!isShort && !isBlocked) onConfirm(reason.trim());
  };
  return (
    <Dialog isOpen onClose={onClose} title={title} className="max-w-md">
      <DialogForm
        onSubmit={submit}
        onClose={onClose}
        error={error}
        isPending={isBlocked}
        submitLabel={isPending ? pending : confirm}
        closeLabel="Not now"
      >
        <div className="flex flex-col gap-2 text-sm text-muted">{props.children}</div>
        <Field
          label="Reason"
          hint="For the history; everybody sees it."
          error={
            isTried && isShort
              ? `Expected a reason of at least ${LEAST} characters`
              : fieldErrorOf(error, 'reason')
          }
        >
          {(tied) => (
            <textarea
              {...tied}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              rows={2}
              maxLength={500}
              dir="auto"
              placeholder={placeholder}
              className={`${INPUT} h-auto py-1.5`}
            />
          )}
        </Field>
        {obstacle}
      </DialogForm>
    </Dialog>
  );
}
