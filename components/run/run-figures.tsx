'use client';

import { UnitMeter } from '#components/charts/unit-meter.tsx';
import { useRunSettings } from '#components/runs/run-settings.tsx';
import { cn } from '#lib/client/cn.ts';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { prepareRunFigures, type RunFigure } from '#lib/view-models/run-figures.ts';

/** The figures of a run. */
export function RunFigures({ run }: { run: RunDetail }) {
  const { thresholds } = useRunSettings();
  const [overall, ...others] = prepareRunFigures(run, thresholds);
  return (
    <section aria-label="Figures" className="overflow-hidden rounded-lg border border-line bg-surface">
      <dl className="grid grid-cols-2 gap-px bg-line md:grid-cols-4 min-[87.5rem]:grid-cols-[1.6fr_repeat(6,1fr)]">
        {overall ? (
          <Figure
            figure={overall}
            isVoid={run.quality === 'void'}
            className="col-span-2 md:col-span-2 min-[87.5rem]:col-span-1"
          />
        ) : null}
        {others.map((figure) => (
          <Figure key={figure.name} figure={figure} />
        ))}
      </dl>
    </section>
  );
}

interface FigureProps {
  figure: RunFigure;
  isVoid?: boolean;
  className?: string;
}

function Figure({ figure, isVoid = false, className }: FigureProps) {
  const [first, ...others] = figure.notes;
  return (
    <div className={cn('flex flex-col bg-surface px-4 py-3.5', className)}>
      <dt className="text-sm text-muted">{figure.name}</dt>
      <dd
        className={cn(
          'mt-1 text-figure font-semibold tracking-tight tabular-nums',
          isVoid && 'text-muted line-through',
        )}
      >
        {figure.value}
      </dd>
      {figure.score === null ? null : (
        <dd className="mt-1 mb-1.5">
          <UnitMeter score={figure.score} threshold={figure.threshold} />
        </dd>
      )}
      <dd className="mt-0.5 text-xs text-muted tabular-nums">
        <span className={figure.isAlarming ? 'font-medium text-negative' : undefined}>{first}</span>
        {others.map((note) => (
          <span key={note}> · {note}</span>
        ))}
      </dd>
    </div>
  );
}
