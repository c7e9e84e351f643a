import type { ReactNode, SubmitEvent } from 'react';
import { Button } from './button.tsx';
import { ProblemBanner } from './problem-banner.tsx';

interface DialogFormProps {
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
  onClose: () => void;
  /** Why the last try was refused. */
  error: Error | null;
  isPending: boolean;
  /** What the button that submits says. */
  submitLabel: ReactNode;
  closeLabel?: string;
  children: ReactNode;
}

/** A dialog's fields, why they were refused, and the buttons below. */
export function DialogForm({ children, error, isPending, closeLabel = 'Cancel', ...props }: DialogFormProps) {
  return (
    <form onSubmit={props.onSubmit} noValidate className="flex flex-col gap-4 px-5 pb-5">
      {children}
      <ProblemBanner error={error} />
      <div className="flex justify-end gap-2">
        <Button onClick={props.onClose}>{closeLabel}</Button>
        <Button type="submit" variant="primary" aria-disabled={isPending}>
          {props.submitLabel}
        </Button>
      </div>
    </form>
  );
}
