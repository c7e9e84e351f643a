'use client';

import { UnitMeter } from '#components/charts/unit-meter.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import type { RunVerdict } from '#lib/contracts/verdicts.ts';
import { prepareAbsolute } from '#lib/view-models/absolute-scores.ts';
import { ShowMore, useShownCount } from './show-more.tsx';

/** Without a baseline: every score against its fixed threshold. */
export function AbsolutePanel({ document }: { document: RunVerdict['document'] }) {
  const rows = prepareAbsolute(document);
  const { shown, showMore } = useShownCount();
  return (
    <Panel
      id="absolute-heading"
      title="Scores against fixed thresholds"
      description="There was no baseline, so nothing can be said about changes."
    >
      <table aria-labelledby="absolute-heading" className="w-full table-fixed text-sm">
        <thead className="border-y border-line">
          <tr>
            <HeadCell>Category</HeadCell>
            <HeadCell className="w-14 text-right">n</HeadCell>
            <HeadCell className="hidden w-56 sm:table-cell">
              <span className="sr-only">Drawing</span>
            </HeadCell>
            <HeadCell className="w-20 text-right">Score</HeadCell>
            <HeadCell className="w-26 text-right">Threshold</HeadCell>
          </tr>
        </thead>
        <tbody className="divide-y divide-line tabular-nums">
          {rows.slice(0, shown).map((row) => (
            <tr key={row.key} className={cn(row.isOverall && 'bg-raised/50')}>
              <th
                scope="row"
                className={cn('py-2 pr-2 pl-4 text-left', row.isOverall ? 'font-semibold' : 'font-medium')}
              >
                <bdi title={row.name} className="line-clamp-2 wrap-anywhere">
                  {row.name}
                </bdi>
              </th>
              <Cell className="py-2 text-right text-muted">{row.n}</Cell>
              <Cell className="hidden py-2 sm:table-cell">
                <UnitMeter score={row.score} threshold={row.threshold} />
              </Cell>
              <Cell className={cn('py-2 text-right', row.isBelow && 'font-medium text-negative')}>
                {row.scoreText}
              </Cell>
              <Cell className="py-2 text-right">
                {row.thresholdText}
                <span className={cn('block text-xs', row.isBelow ? 'text-negative' : 'text-muted')}>
                  {row.words}
                </span>
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
      <ShowMore what="categories" shown={shown} total={rows.length} onPress={showMore} />
    </Panel>
  );
}
