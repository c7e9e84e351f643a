import { ProgressBar } from '#components/ui/progress-bar.tsx';
import type { RunRow } from '#lib/view-models/run-row.ts';

/** How far a run is, in place of its figures. */
export function RowProgress({ row }: { row: RunRow }) {
  const { progress } = row;
  if (progress === null) return <p className="text-sm text-muted">Waiting for its turn</p>;
  return (
    <div className="flex w-full min-w-0 flex-col gap-1">
      <ProgressBar
        label={`Progress of ${row.model}`}
        share={progress.share}
        words={`${progress.percent}, ${progress.calls}`}
      />
      <p className="flex flex-wrap gap-x-2.5 text-xs text-muted tabular-nums">
        <span className="font-medium text-text">{progress.percent}</span>
        <span>{progress.calls}</span>
        <span>{progress.rate}</span>
        <span>{progress.left} left</span>
        {progress.failed === null ? null : <span className="text-negative">{progress.failed}</span>}
      </p>
    </div>
  );
}
