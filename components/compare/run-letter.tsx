import { cn } from '#lib/client/cn.ts';

/** The letter that names a run here and in the plot; that of the reference is filled. */
export function RunLetter({ letter, isReference }: { letter: string; isReference: boolean }) {
  return (
    <span
      className={cn(
        'flex size-5 shrink-0 items-center justify-center rounded-full border text-xs font-semibold',
        isReference ? 'border-text bg-text text-page' : 'border-control bg-surface text-text',
      )}
    >
      {letter}
    </span>
  );
}
