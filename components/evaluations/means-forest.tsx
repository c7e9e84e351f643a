import { UnitInterval, UnitScale } from '#components/charts/unit-interval.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import type { MeansView } from '#lib/view-models/agreement-means.ts';

/** The judge's figure, people's, and the corrected one, on one scale. */
export function MeansForest({ view: { title, rows, forest } }: { view: MeansView }) {
  return (
    <div className="-mx-4">
      <table aria-label={`${title}, by the judge alone and corrected`} className="w-full table-fixed text-sm">
        <thead className="border-y border-line">
          <tr>
            <HeadCell className="md:w-80">{title}</HeadCell>
            <HeadCell className="w-36 text-right max-md:pr-4 md:w-40">With 95% interval</HeadCell>
            <HeadCell className="px-0 last:pr-0 max-md:hidden">
              <span className="sr-only">On one scale</span>
              <UnitScale forest={forest} />
            </HeadCell>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={row.key}>
              <Cell>
                <span className={cn('block', row.isMain ? 'font-semibold' : 'font-medium')}>{row.name}</span>
                <span className="block text-xs text-muted">{row.what}</span>
              </Cell>
              <Cell className="text-right tabular-nums max-md:pr-4">
                <span className="font-semibold">{row.value}</span>
                <span className="block text-xs text-muted">{row.interval}</span>
              </Cell>
              <Cell className="relative max-md:hidden">
                <UnitInterval mark={forest.marks.get(row.key) ?? null} forest={forest} isMain={row.isMain} />
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
