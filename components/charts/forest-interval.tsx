import { ChevronLeft, ChevronRight } from 'lucide-react';
import { cn } from '#lib/client/cn.ts';
import type { ForestPlot, ForestRow } from '#lib/view-models/forest-plot.ts';
import type { Standing } from '#lib/view-models/gate-comparison.ts';

/** The colour of a difference; its words stand beside it. */
export const STANDING_COLORS: Record<Standing, { text: string; fill: string; border: string }> = {
  worse: { text: 'text-negative', fill: 'bg-negative', border: 'border-negative' },
  lost: { text: 'text-negative', fill: 'bg-negative', border: 'border-negative' },
  open: { text: 'text-warning', fill: 'bg-warning', border: 'border-warning' },
  unknown: { text: 'text-muted', fill: 'bg-muted', border: 'border-muted' },
  same: { text: 'text-muted', fill: 'bg-muted', border: 'border-muted' },
  held: { text: 'text-positive', fill: 'bg-positive', border: 'border-positive' },
  better: { text: 'text-positive', fill: 'bg-positive', border: 'border-positive' },
  new: { text: 'text-muted', fill: 'bg-muted', border: 'border-muted' },
};

const CUT = 'absolute top-1/2 size-3.5 -translate-y-1/2';

/**
 * A difference with its interval against zero and the margin. An arrow marks an interval that goes beyond the scale, a
 * hollow point one that can't be computed. The figures stand beside it as text. It fills its cell, which must be
 * positioned.
 */
export function ForestInterval({ row, plot }: { row: ForestRow; plot: ForestPlot }) {
  const { fill, text, border } = STANDING_COLORS[row.standing];
  const bar = row.mark?.bar ?? null;
  return (
    <div aria-hidden="true" className="absolute inset-x-2 inset-y-0 max-md:inset-x-4">
      <Lines plot={plot} />
      {bar === null ? null : (
        <div
          className={cn('absolute top-1/2 h-0.5 min-w-px -translate-y-1/2', fill)}
          style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
        >
          {bar.isCutLeft ? null : <Whisker className={cn('left-0', fill)} />}
          {bar.isCutRight ? null : <Whisker className={cn('right-0', fill)} />}
        </div>
      )}
      {bar?.isCutLeft ? <ChevronLeft className={cn(CUT, '-left-1.5', text)} strokeWidth={3} /> : null}
      {bar?.isCutRight ? <ChevronRight className={cn(CUT, '-right-1.5', text)} strokeWidth={3} /> : null}
      {row.mark === null ? null : (
        <div
          className={cn(
            'absolute top-1/2 size-2.5 -translate-1/2 ring-2 ring-surface',
            // The overall score is a diamond, as in every forest plot.
            row.isOverall ? 'size-3 rotate-45 rounded-xs' : 'rounded-full',
            bar === null ? cn('border-2 bg-surface', border) : fill,
          )}
          style={{ left: `${row.mark.point}%` }}
        />
      )}
    </div>
  );
}

function Whisker({ className }: { className: string }) {
  return <span className={cn('absolute top-1/2 h-2.5 w-0.5 -translate-y-1/2', className)} />;
}

/** Zero as a line, the margin as dashes, and everything beyond the margin shaded. */
function Lines({ plot: { zero, margin } }: { plot: ForestPlot }) {
  return (
    <>
      {margin === null ? null : (
        <>
          <div className="absolute inset-y-0 left-0 bg-negative/6" style={{ width: `${margin.place}%` }} />
          <div
            className="absolute inset-y-0 border-l border-dashed border-negative"
            style={{ left: `${margin.place}%` }}
          />
        </>
      )}
      <div className="absolute inset-y-0 w-px -translate-x-1/2 bg-control" style={{ left: `${zero}%` }} />
    </>
  );
}

/** The scale's round differences, and where the margin is. */
export function ForestScale({ plot: { ticks, margin } }: { plot: ForestPlot }) {
  return (
    <div aria-hidden="true" className="relative h-9 text-xs font-normal text-muted tabular-nums">
      {margin === null ? null : (
        <span
          className="absolute top-0 -translate-x-1/2 font-medium whitespace-nowrap text-negative"
          style={{ left: `clamp(2.75rem, ${margin.place}%, calc(100% - 2.75rem))` }}
        >
          margin {margin.text}
        </span>
      )}
      {ticks.map(({ place, text }, index) => (
        <span
          key={text}
          className={cn(
            'absolute bottom-0',
            index === 0 ? '' : index === ticks.length - 1 ? '-translate-x-full' : '-translate-x-1/2',
          )}
          style={{ left: `${place}%` }}
        >
          {text}
        </span>
      ))}
    </div>
  );
}
