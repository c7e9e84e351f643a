import { PurposeSwatch } from '#components/charts/purpose-looks.tsx';
import type { Costs } from '#lib/contracts/costs.ts';
import { amountOf, PURPOSE_WORDS } from '#lib/view-models/costs.ts';

/** What each purpose cost in the chosen stretch of time. */
export function CostFigures({ costs }: { costs: Costs }) {
  return (
    <section
      aria-label="Costs by purpose"
      className="overflow-hidden rounded-lg border border-line bg-surface"
    >
      <dl className="grid grid-cols-1 gap-px bg-line sm:grid-cols-2 xl:grid-cols-4">
        {costs.totals.map((total) => {
          const { name, what } = PURPOSE_WORDS[total.purpose];
          const { cost, calls, unknown } = amountOf(total);
          return (
            <div key={total.purpose} className="bg-surface px-4 py-3.5">
              <dt className="flex items-center gap-2 text-sm text-muted">
                <PurposeSwatch purpose={total.purpose} />
                {name}
              </dt>
              <dd className="mt-1 text-figure font-semibold tracking-tight tabular-nums">{cost}</dd>
              <dd className="mt-0.5 text-xs text-muted tabular-nums">
                {what} · {calls}
                {unknown ? <span className="font-medium text-warning"> · {unknown}</span> : null}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
