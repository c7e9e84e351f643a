import { cn } from '#lib/client/cn.ts';

/** Floating point noise never decides. */
const NOISE = 1e-9;

interface UnitMeterProps {
  /** In [0, 1]; null leaves the scale empty. */
  score: number | null;
  /** Divides good scores from those that are too low; without it the bar takes no side. */
  threshold?: number | null;
  /** Whether the threshold is drawn. */
  hasMark?: boolean;
  className?: string;
}

/** A score on a scale from 0 to 1. The figure stands beside it as text. */
export function UnitMeter({ score, threshold = null, hasMark = true, className }: UnitMeterProps) {
  return (
    <span aria-hidden="true" className={cn('relative block h-1.5 print:border print:border-line', className)}>
      <span className="absolute inset-0 overflow-hidden rounded-full bg-raised">
        {score === null ? null : (
          <span
            className={cn('block h-full rounded-full', colorOf(score, threshold))}
            style={{ width: `${100 * score}%` }}
          />
        )}
      </span>
      {threshold === null || !hasMark ? null : (
        <span
          className="absolute -inset-y-0.75 w-0.5 -translate-x-1/2 rounded-full bg-text ring-1 ring-surface"
          style={{ left: `${100 * threshold}%` }}
        />
      )}
    </span>
  );
}

function colorOf(score: number, threshold: number | null): string {
  if (threshold === null) return 'bg-text/60';
  return score < threshold - NOISE ? 'bg-negative' : 'bg-positive';
}
