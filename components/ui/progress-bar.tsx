import { cn } from '#lib/client/cn.ts';

interface ProgressBarProps {
  /** What makes progress. */
  label: string;
  /** In [0, 1]; null while nothing can be said. */
  share: number | null;
  words: string;
  className?: string;
}

/** How much of something is done. */
export function ProgressBar({ label, share, words, className }: ProgressBarProps) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.floor(share * 100)}
      aria-valuetext={words}
      className={cn('h-1.5 overflow-hidden rounded-full bg-raised', className)}
    >
      <div
        className={cn(
          'h-full rounded-full bg-accent transition-[width] duration-700 ease-linear',
          share === null && 'w-full animate-pulse opacity-40',
        )}
        {...(share === null ? {} : { style: { width: `${share * 100}%` } })}
      />
    </div>
  );
}
