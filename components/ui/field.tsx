import { useId, type ReactNode } from 'react';
import { cn } from '#lib/client/cn.ts';

/** The look of a control that takes text. */
export const INPUT =
  'h-9 w-full min-w-0 rounded-md border border-control bg-surface px-2.5 text-base text-text placeholder:text-muted aria-invalid:border-negative';

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  className?: string;
  /** Renders the control with the attributes that tie it to label, hint and error. */
  children: (props: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean;
  }) => ReactNode;
}

/** A labelled control with a hint, or what is wrong with its value. */
export function Field({ label, hint, error = null, className, children }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={cn('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': note ? `${id}-note` : undefined,
        'aria-invalid': error !== null,
      })}
      {note ? (
        <p id={`${id}-note`} className={cn('text-xs wrap-anywhere', error ? 'text-negative' : 'text-muted')}>
          {note}
        </p>
      ) : null}
    </div>
  );
}
