import { Scale } from 'lucide-react';
import { UnitMeter } from '#components/charts/unit-meter.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { Aggregate } from '#lib/contracts/scores.ts';
import { formatCount } from '#lib/view-models/format.ts';
import { sentenceCase } from '#lib/view-models/words.ts';

const MOST = 5;

/** The judge's criteria, each on its own scale from 0 to 5. */
export function CriteriaPanel({ criteria }: { criteria: Readonly<Record<string, Aggregate>> }) {
  const rows = Object.entries(criteria);
  return (
    <Panel id="criteria-heading" title="Judge" description="Mean per criterion, 0 to 5">
      {rows.length === 0 ? (
        <EmptyState icon={Scale} title="Nothing was judged" />
      ) : (
        <dl className="flex flex-col gap-3 px-4 pb-4">
          {rows.map(([id, { mean, sd, n }]) => (
            <div key={id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 text-sm">
              <dt className="truncate">{sentenceCase(id)}</dt>
              <dd className="text-right font-medium tabular-nums">
                {mean === null ? '–' : mean.toFixed(2)}
                <span className="ml-2 text-xs font-normal text-muted">
                  {sd === null ? '' : `sd ${sd.toFixed(2)} · `}n = {formatCount(n)}
                </span>
              </dd>
              <dd className="col-span-2 mt-1.5">
                <UnitMeter score={mean === null ? null : mean / MOST} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
