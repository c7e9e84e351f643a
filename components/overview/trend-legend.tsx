import { lineLook, LineSwatch, OVERALL_LOOK } from '#components/charts/trend-looks.tsx';
import { cn } from '#lib/client/cn.ts';
import type { ScoreTrend } from '#lib/view-models/score-trend.ts';

interface TrendLegendProps {
  trend: ScoreTrend;
  shown: ReadonlySet<number>;
  onToggle: (index: number) => void;
}

/** Names the lines and marks; categories can be switched off and on. */
export function TrendLegend({ trend, shown, onToggle }: TrendLegendProps) {
  const hasBaseline = trend.points.some(({ isBaseline }) => isBaseline);
  const hasBumps = trend.points.some(({ bump }) => bump !== null);
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1 px-4 text-sm">
      <li className="flex h-7 items-center gap-2 pr-1">
        <LineSwatch {...OVERALL_LOOK} />
        Overall
      </li>
      {trend.lines.map((name, index) => (
        <li key={name}>
          <button
            type="button"
            aria-pressed={shown.has(index)}
            onClick={() => onToggle(index)}
            className={cn(
              'flex h-7 items-center gap-2 rounded-sm px-1 text-muted transition-colors hover:text-text',
              !shown.has(index) && 'line-through',
            )}
          >
            <LineSwatch {...lineLook(index)} />
            {name}
          </button>
        </li>
      ))}
      {hasBaseline ? (
        <li className="flex h-7 items-center gap-2 text-muted">
          <svg viewBox="0 0 12 12" aria-hidden="true" className="size-3">
            <path d="M6 1L11 6L6 11L1 6Z" fill="none" stroke={OVERALL_LOOK.color} strokeWidth="2" />
          </svg>
          Baseline
        </li>
      ) : null}
      {hasBumps ? (
        <li className="flex h-7 items-center gap-2 text-muted">
          <svg viewBox="0 0 4 12" aria-hidden="true" className="h-3 w-1">
            <path d="M2 0V12" stroke="var(--control)" strokeWidth="1.5" strokeDasharray="1 2" />
          </svg>
          New model or prompt
        </li>
      ) : null}
    </ul>
  );
}
