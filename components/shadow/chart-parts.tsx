interface TooltipCardProps {
  title: string;
  rows: readonly (readonly [string, string])[];
}

/** What a chart says of one point. */
export function TooltipCard({ title, rows }: TooltipCardProps) {
  return (
    <div className="rounded-md border border-line bg-surface px-3 py-2 text-sm shadow-lg">
      <p className="text-xs text-muted">{title}</p>
      <dl className="mt-1 grid grid-cols-[auto_auto] gap-x-4 tabular-nums">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd className="text-right font-medium">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** What each line of the evidence chart is; the dashes tell them apart without colour. */
export const BETS = {
  promote: { name: 'For promotion', color: 'var(--positive)', dashes: undefined },
  rollBack: { name: 'For rolling back', color: 'var(--negative)', dashes: '5 3' },
} as const;

/** The legend of the evidence chart. */
export function BetsLegend() {
  return (
    <ul className="flex flex-wrap gap-x-4 text-sm text-muted">
      {Object.values(BETS).map(({ name, color, dashes }) => (
        <li key={name} className="flex items-center gap-2">
          <svg viewBox="0 0 18 4" aria-hidden="true" className="h-1 w-4.5 shrink-0">
            <path d="M0 2h18" stroke={color} strokeWidth="2.5" strokeDasharray={dashes} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
