import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { prepareProgress } from '#lib/view-models/run-progress.ts';
import { prepareRunStatus } from '#lib/view-models/run-status.ts';

/** How far a run is, how fast it goes and what it has cost so far. */
export function ProgressPanel({ run }: { run: RunDetail }) {
  const progress = prepareProgress(run.progress);
  const status = prepareRunStatus(run);
  return (
    <section aria-label="Progress" className="rounded-lg border border-line bg-surface px-4 py-3.5">
      <div className="flex items-baseline justify-between gap-4">
        <h3 className="flex items-center gap-2 font-medium">
          <LoaderCircle aria-hidden="true" className="size-4 animate-spin self-center text-accent" />
          {status.label}
        </h3>
        <span className="text-figure font-semibold tracking-tight tabular-nums">{progress?.percent}</span>
      </div>
      <ProgressBar
        label="Progress of the run"
        share={progress?.share ?? null}
        words={progress ? `${progress.percent}, ${progress.calls}` : status.meaning}
        className="mt-2 h-2"
      />
      {progress ? (
        <dl className="mt-3 grid grid-cols-2 gap-x-6 gap-y-2 text-sm sm:grid-cols-3 lg:grid-cols-6">
          <Fact name="Calls">{progress.calls}</Fact>
          <Fact name="Examples">{progress.examples}</Fact>
          <Fact name="Rate">{progress.rate}</Fact>
          <Fact name="Time left">{progress.left}</Fact>
          <Fact name="Cost so far">{progress.cost}</Fact>
          <Fact name="Failed calls">
            <span className={progress.failed === null ? undefined : 'text-negative'}>
              {progress.failed ?? 'none'}
            </span>
          </Fact>
        </dl>
      ) : null}
      <p className="mt-3 text-sm text-muted">
        {progress ? 'Scores and examples appear here at the end; the page may be left.' : status.meaning}
      </p>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}
