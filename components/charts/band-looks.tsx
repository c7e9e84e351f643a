import { LineSwatch } from './trend-looks.tsx';

/** How the difference with its bounds is drawn, by the chart and by its picture. */
export const BAND_LOOKS = {
  mean: { color: 'var(--series-shadow)', dashes: undefined },
  bounds: { color: 'var(--series-shadow)', opacity: 0.18 },
  margin: { color: 'var(--negative)', dashes: '5 3' },
} as const;

/** The legend of the difference; the margin's name would lie on the mean, were it beside its line. */
export function BandLegend({ margin }: { margin: number }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      <li className="flex items-center gap-2">
        <LineSwatch {...BAND_LOOKS.mean} />
        Mean
      </li>
      <li className="flex items-center gap-2">
        <svg viewBox="0 0 18 12" aria-hidden="true" className="h-3 w-4.5 shrink-0">
          <rect width="18" height="12" fill={BAND_LOOKS.bounds.color} opacity={BAND_LOOKS.bounds.opacity} />
        </svg>
        Bounds
      </li>
      <li className="flex items-center gap-2">
        <LineSwatch {...BAND_LOOKS.margin} />
        Margin −{margin}
      </li>
    </ul>
  );
}
