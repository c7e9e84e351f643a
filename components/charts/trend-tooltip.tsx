import { formatScore } from '#lib/view-models/format.ts';
import type { TrendPoint } from '#lib/view-models/score-trend.ts';
import { formatExactTime } from '#lib/view-models/time.ts';
import { lineLook, LineSwatch, OVERALL_LOOK } from './trend-looks.tsx';

interface TrendTooltipProps {
  point: TrendPoint | undefined;
  lines: readonly string[];
  shown: ReadonlySet<number>;
}

/** What one run scored. */
export function TrendTooltip({ point, lines, shown }: TrendTooltipProps) {
  if (!point) return null;
  const { band } = point;
  return (
    <div className="max-w-72 rounded-md border border-line bg-surface px-3 py-2 text-xs shadow-pop">
      <p className="text-muted tabular-nums">{formatExactTime(point.timeMs)}</p>
      <p className="mb-1.5 font-mono wrap-anywhere">{point.version}</p>
      <dl className="grid grid-cols-[auto_auto] gap-x-6 gap-y-1">
        <Row name="Overall" look={OVERALL_LOOK} value={point.overall} />
        {lines.map((name, index) =>
          shown.has(index) ? (
            <Row key={name} name={name} look={lineLook(index)} value={point.categories[index] ?? null} />
          ) : null,
        )}
      </dl>
      <p className="mt-1.5 border-t border-line pt-1.5 text-muted">
        {band ? `95% interval ${formatScore(band[0])} to ${formatScore(band[1])}` : 'No interval'}
        {point.bump ? ` · ${point.bump}` : ''}
        {point.isBaseline ? ' · baseline' : ''}
      </p>
    </div>
  );
}

interface RowProps {
  name: string;
  look: { color: string; dashes: string | undefined };
  value: number | null;
}

function Row({ name, look, value }: RowProps) {
  return (
    <>
      <dt className="flex items-center gap-2 text-muted">
        <LineSwatch {...look} />
        {name}
      </dt>
      <dd className="text-right font-medium tabular-nums">{formatScore(value)}</dd>
    </>
  );
}
