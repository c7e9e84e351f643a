import { Anchor, GitCompareArrows } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { UnitMeter } from '#components/charts/unit-meter.tsx';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { RunDetail } from '#lib/contracts/runs.ts';
import type { RunVerdict } from '#lib/contracts/verdicts.ts';
import { formatCountOf } from '#lib/view-models/format.ts';

interface RunsComparedProps {
  run: RunDetail;
  /** Null without one, and until it is loaded. */
  baseline: RunDetail | null;
  verdict: RunVerdict;
}

/** Both runs with their overall scores, and a way to look at each. */
export function RunsCompared({ run, baseline, verdict }: RunsComparedProps) {
  const { overall, settings, rule } = verdict.document;
  const threshold = rule === 'statistical' ? null : settings.thresholds.overall;
  const baselineId = verdict.baseline_run_id;
  return (
    <section
      aria-label="Runs compared"
      className="grid gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-2"
    >
      <Side title="Baseline" icon={<Anchor aria-hidden="true" className="size-3.5" />}>
        {baselineId === null ? (
          <p className="mt-1 text-sm text-muted">
            There was no baseline to compare with. Promote a run, and the next verdict uses it.
          </p>
        ) : (
          <RunFacts
            id={baselineId}
            model={verdict.baseline_model ?? baseline?.model ?? 'Run'}
            run={baseline}
            score={overall.baseline}
            threshold={threshold}
          />
        )}
      </Side>
      <Side
        title="This run"
        aside={
          baselineId === null ? null : (
            <Button asChild className="-my-1 print:hidden">
              <Link href={`/compare?runs=${baselineId},${run.id}`}>
                <GitCompareArrows aria-hidden="true" />
                Compare
              </Link>
            </Button>
          )
        }
      >
        <RunFacts id={run.id} model={run.model} run={run} score={overall.current} threshold={threshold} />
      </Side>
    </section>
  );
}

interface SideProps {
  title: string;
  icon?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}

function Side({ title, icon, aside, children }: SideProps) {
  return (
    <div className="min-w-0 bg-surface px-4 py-3.5">
      <div className="flex min-h-6 items-center justify-between gap-2">
        <h3 className="flex items-center gap-1.5 text-sm text-muted">
          {icon}
          {title}
        </h3>
        {aside}
      </div>
      {children}
    </div>
  );
}

interface RunFactsProps {
  id: string;
  model: string;
  run: RunDetail | null;
  score: number | null;
  threshold: number | null;
}

function RunFacts({ id, model, run, score, threshold }: RunFactsProps) {
  return (
    <>
      <Link
        href={`/runs/${id}`}
        className="mt-0.5 line-clamp-2 rounded-xs font-medium wrap-anywhere hover:underline"
      >
        {model}
      </Link>
      <p className="mt-1 flex items-center gap-3">
        <span className="text-figure font-semibold tracking-tight tabular-nums">
          {score?.toFixed(4) ?? '–'}
        </span>
        <UnitMeter score={score} threshold={threshold} className="max-w-48 flex-1" />
      </p>
      <p className="mt-0.5 text-xs text-muted">
        <span className="font-mono">{id.slice(-8)}</span>
        {run === null ? null : (
          <>
            {run.prompt_version === null ? null : ` · prompt ${run.prompt_version}`}
            {` · ${formatCountOf(run.examples, 'example')}`}
            {run.repeats > 1 ? ` × ${run.repeats} answers` : ''}
            {' · '}
            <RelativeTime timeMs={Date.parse(run.created_at)} />
          </>
        )}
      </p>
    </>
  );
}
