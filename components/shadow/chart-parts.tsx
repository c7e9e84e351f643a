import { LineSwatch } from '#components/charts/trend-looks.tsx';
import { wealthText } from '#lib/view-models/shadow-decision.ts';

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

/** How much wealth decides. */
export const LIMIT = { color: 'var(--text)', dashes: '2 3' } as const;

/** The legend of the evidence chart; the limit is a common logarithm. */
export function BetsLegend({ limit }: { limit: number }) {
  const entries = [...Object.values(BETS), { name: `Limit ${wealthText(limit)}`, ...LIMIT }];
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {entries.map(({ name, color, dashes }) => (
        <li key={name} className="flex items-center gap-2">
          <LineSwatch color={color} dashes={dashes} />
          {name}
        </li>
      ))}
    </ul>
  );
}
