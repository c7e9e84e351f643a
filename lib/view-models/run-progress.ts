import type { RunProgress } from '#lib/contracts/runs.ts';
import { formatCost, formatCount, formatCountOf } from './format.ts';
import { formatDuration } from './time.ts';

/** How far a run is. */
export interface ProgressView {
  /** In [0, 1]; null while nothing can be said. */
  share: number | null;
  percent: string;
  calls: string;
  examples: string;
  rate: string;
  left: string;
  cost: string;
  /** Null when no call failed. */
  failed: string | null;
}

/** A run's progress in words; a run that has not begun has none. */
export function prepareProgress(progress: RunProgress | null): ProgressView | null {
  if (progress === null) return null;
  const { calls_done: done, calls_total: total, calls_per_second: rate, failed_calls: failed } = progress;
  const share = total > 0 ? Math.min(1, done / total) : null;
  return {
    share,
    // Only what is done entirely reads as 100%.
    percent: share === null ? '–' : `${Math.floor(share * 100)}%`,
    calls: `${formatCount(done)} of ${formatCountOf(total, 'call')}`,
    examples: `${formatCount(progress.examples_done)} of ${formatCountOf(progress.examples_total, 'example')}`,
    rate: rate === null ? '–' : `${rate < 10 ? rate.toFixed(1) : formatCount(Math.round(rate))} calls/s`,
    left: progress.seconds_left === null ? '–' : formatDuration(progress.seconds_left * 1_000),
    cost: formatCost(progress.cost_usd),
    failed: failed === 0 ? null : `${formatCountOf(failed, 'call')} failed`,
  };
}
