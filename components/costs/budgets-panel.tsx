import { PurposeSwatch } from '#components/charts/purpose-looks.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { cn } from '#lib/client/cn.ts';
import type { Costs } from '#lib/contracts/costs.ts';
import { prepareBudgets, type BudgetRow } from '#lib/view-models/costs.ts';

const STATES: Readonly<Record<BudgetRow['state'], { words: string; tone: Tone; bar: string }>> = {
  unlimited: { words: 'no limit', tone: 'neutral', bar: 'bg-control' },
  ok: { words: 'within', tone: 'positive', bar: 'bg-positive' },
  near: { words: 'near the limit', tone: 'warning', bar: 'bg-warning' },
  reached: { words: 'used up', tone: 'negative', bar: 'bg-negative' },
};

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** The month so far against its limits. */
export function BudgetsPanel({ costs }: { costs: Costs }) {
  return (
    <Panel
      id="budgets-heading"
      title={`Budgets of ${MONTH.format(Date.parse(costs.month.from))}`}
      description={
        <>
          Month to date (UTC), limits from <code className="font-mono text-xs">config/budgets.yaml</code>. At
          the limit shadow and judge stop; production never does.
        </>
      }
    >
      <ul className="divide-y divide-line border-t border-line">
        {prepareBudgets(costs).map((row) => (
          <Budget key={row.purpose} row={row} />
        ))}
      </ul>
    </Panel>
  );
}

function Budget({ row }: { row: BudgetRow }) {
  const { words, tone, bar } = STATES[row.state];
  return (
    <li className="px-4 py-3 text-sm">
      <div className="flex items-center gap-2">
        <PurposeSwatch purpose={row.purpose} />
        <span className="flex-1 font-medium">{row.name}</span>
        <Badge tone={tone}>{words}</Badge>
      </div>
      <p className="mt-1 tabular-nums">
        <span className="font-medium">{row.spent}</span>
        {row.limit === null ? null : <span className="text-muted"> of {row.limit}</span>}
        {row.unknown ? <span className="text-warning"> {row.unknown}</span> : null}
      </p>
      {row.share === null ? null : (
        <div
          role="meter"
          aria-label={`Budget of ${row.name}`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(100 * row.share)}
          aria-valuetext={row.words}
          className="mt-2 h-1.5 overflow-hidden rounded-full bg-raised"
        >
          <div className={cn('h-full rounded-full', bar)} style={{ width: `${100 * row.share}%` }} />
        </div>
      )}
    </li>
  );
}
