import { PurposeSwatch } from '#components/charts/purpose-looks.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { cn } from '#lib/client/cn.ts';
import type { Costs } from '#lib/contracts/costs.ts';
import { prepareBudgets, type BudgetLine, type BudgetRow } from '#lib/view-models/costs.ts';

const STATES: Readonly<Record<BudgetRow['state'], { words: string; tone: Tone; bar: string }>> = {
  unlimited: { words: 'no limit', tone: 'neutral', bar: 'bg-control' },
  ok: { words: 'within', tone: 'positive', bar: 'bg-positive' },
  near: { words: 'near the limit', tone: 'warning', bar: 'bg-warning' },
  reached: { words: 'used up', tone: 'negative', bar: 'bg-negative' },
};

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** The month and the day so far against their limits. */
export function BudgetsPanel({ costs }: { costs: Costs }) {
  return (
    <Panel
      id="budgets-heading"
      title={`Budgets of ${MONTH.format(Date.parse(costs.month.from))}`}
      description={
        <>
          Month and day to date (UTC), limits from{' '}
          <code className="font-mono text-xs">config/budgets.yaml</code>. At either limit shadow and judge
          stop; production never does.
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
  const { words, tone } = STATES[row.state];
  return (
    <li className="px-4 py-3 text-sm">
      <div className="flex items-center gap-2">
        <PurposeSwatch purpose={row.purpose} />
        <span className="flex-1 font-medium">{row.name}</span>
        <Badge tone={tone}>{words}</Badge>
      </div>
      {row.lines.map((line) => (
        <Line key={line.period} line={line} of={row.name} />
      ))}
    </li>
  );
}

function Line({ line, of }: { line: BudgetLine; of: string }) {
  return (
    <>
      <p className="mt-1 flex flex-wrap justify-between gap-x-2 tabular-nums">
        <span className="text-muted">{line.name}</span>
        <span>
          <span className="font-medium">{line.spent}</span>
          {line.limit === null ? null : <span className="text-muted"> of {line.limit}</span>}
          {line.unknown ? <span className="text-warning"> {line.unknown}</span> : null}
        </span>
      </p>
      {line.share === null ? null : (
        <div
          role="meter"
          aria-label={`Budget of ${of}, ${line.name.toLowerCase()}`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(100 * line.share)}
          aria-valuetext={line.words}
          className="mt-1 h-1.5 overflow-hidden rounded-full bg-raised"
        >
          <div
            className={cn('h-full rounded-full', STATES[line.state].bar)}
            style={{ width: `${100 * line.share}%` }}
          />
        </div>
      )}
    </>
  );
}
