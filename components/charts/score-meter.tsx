import { cn } from '#lib/client/cn.ts';

const STEPS = [1, 2, 3, 4, 5];

/** A judge's score from 0 to 5, in blocks and in figures. */
export function ScoreMeter({ score }: { score: number }) {
  return (
    <span className="flex items-center gap-2 text-sm font-medium tabular-nums">
      <span aria-hidden="true" className="flex gap-0.5">
        {STEPS.map((step) => (
          <span key={step} className={cn('h-2 w-3 rounded-xs', step <= score ? 'bg-text/70' : 'bg-line')} />
        ))}
      </span>
      {score} of 5
    </span>
  );
}
