import { formatCountOf, formatDelta, formatScore } from '#lib/view-models/format.ts';
import type { ChartPoint } from '#lib/view-models/shadow-chart.ts';
import { formatExactTime } from '#lib/view-models/time.ts';
import { SIDES, Swatch, type Side } from './swatch.tsx';

interface PointTooltipProps {
  point: ChartPoint | undefined;
  windowSize: number;
}

/** What was measured at one point in time. */
export function PointTooltip({ point, windowSize }: PointTooltipProps) {
  if (point?.production == null || point.shadow === null) return null;
  return (
    <div className="rounded-md border border-line bg-surface px-3 py-2 text-xs shadow-pop">
      <p className="mb-1.5 text-muted tabular-nums">{formatExactTime(point.timeMs)}</p>
      <dl className="grid grid-cols-[auto_auto] gap-x-6 gap-y-1">
        <SeriesValue side="production" value={point.production} />
        <SeriesValue side="shadow" value={point.shadow} />
        <dt className="text-muted">Delta</dt>
        <dd className="text-right font-medium tabular-nums">
          {formatDelta(point.shadow - point.production)}
        </dd>
      </dl>
      <p className="mt-1.5 border-t border-line pt-1.5 text-muted">
        n = {point.n}{' '}
        {point.n < windowSize ? `of ${windowSize}` : `(the last ${formatCountOf(windowSize, 'evaluation')})`}
      </p>
    </div>
  );
}

function SeriesValue({ side, value }: { side: Side; value: number }) {
  return (
    <>
      <dt className="flex items-center gap-2 text-muted">
        <Swatch side={side} />
        {SIDES[side].name}
      </dt>
      <dd className="text-right font-medium tabular-nums">{formatScore(value)}</dd>
    </>
  );
}
