'use client';

import { ForestInterval, ForestScale } from '#components/charts/forest-interval.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { cn } from '#lib/client/cn.ts';
import type { RunVerdict } from '#lib/contracts/verdicts.ts';
import { prepareForest, type ForestPlot, type ForestRow } from '#lib/view-models/forest-plot.ts';
import { ShowMore, useShownCount } from './show-more.tsx';
import { StandingMark } from './standing-mark.tsx';

/** How every category differs from the baseline, and how sure that is, drawn against zero and the margin. */
export function ForestPanel({ document }: { document: RunVerdict['document'] }) {
  const plot = prepareForest(document, document.settings.alpha);
  const { shown, showMore } = useShownCount();
  return (
    <Panel id="forest-heading" title="Differences from the baseline" description={descriptionOf(plot)}>
      <table aria-labelledby="forest-heading" className="w-full table-fixed text-sm">
        <thead className="border-y border-line">
          <tr className="align-bottom">
            <HeadCell className="pb-2 align-bottom md:w-48 lg:w-56">Category</HeadCell>
            <HeadCell className="hidden w-16 pb-2 text-right align-bottom md:table-cell">n</HeadCell>
            <HeadCell className="hidden py-2 align-bottom md:table-cell">
              <span className="sr-only">Drawing</span>
              <ForestScale plot={plot} />
            </HeadCell>
            <HeadCell className="w-38 pb-2 text-right align-bottom max-md:pr-4 sm:w-44">
              Difference, 90% interval
            </HeadCell>
            <HeadCell className="hidden w-34 pb-2 align-bottom md:table-cell">In a word</HeadCell>
          </tr>
          <tr aria-hidden="true" className="md:hidden">
            <td colSpan={2} className="px-4 pt-1 pb-2">
              <ForestScale plot={plot} />
            </td>
          </tr>
        </thead>
        <tbody className="tabular-nums">
          {plot.rows.slice(0, shown).map((row) => (
            <Row key={row.key} row={row} plot={plot} />
          ))}
        </tbody>
      </table>
      <ShowMore what="categories" shown={shown} total={plot.rows.length} onPress={showMore} />
    </Panel>
  );
}

function Row({ row, plot }: { row: ForestRow; plot: ForestPlot }) {
  return (
    <>
      <tr className={cn('border-line not-first:border-t', row.isOverall && 'bg-raised/50')}>
        <th scope="row" className="py-2 pr-2 pl-4 text-left font-normal">
          <bdi
            title={row.name}
            className={cn('line-clamp-2 wrap-anywhere', row.isOverall ? 'font-semibold' : 'font-medium')}
          >
            {row.name}
          </bdi>
          <span className="text-xs text-muted md:hidden">n = {row.n}</span>
          <span className="block text-xs md:hidden">
            <StandingMark standing={row.standing} words={row.standingWords} />
          </span>
        </th>
        <Cell className="hidden py-2 text-right text-muted md:table-cell">
          <Tooltip text={row.nWords}>
            <span>{row.n}</span>
          </Tooltip>
        </Cell>
        <Cell className="relative hidden md:table-cell">
          <ForestInterval row={row} plot={plot} />
        </Cell>
        <Cell className="py-2 text-right max-md:pr-4">
          <span className="font-medium">{row.estimate}</span>
          <span className="block text-xs whitespace-nowrap text-muted">{row.interval ?? 'no interval'}</span>
        </Cell>
        <Cell className="hidden py-2 text-xs md:table-cell">
          <StandingMark standing={row.standing} words={row.standingWords} />
        </Cell>
      </tr>
      {/* A narrow screen has the drawing on a line of its own. */}
      <tr aria-hidden="true" className={cn('md:hidden', row.isOverall && 'bg-raised/50')}>
        <td colSpan={2} className="relative h-9">
          <ForestInterval row={row} plot={plot} />
        </td>
      </tr>
    </>
  );
}

function descriptionOf({ margin, isCut }: ForestPlot): string {
  const line = margin === null ? '' : `; dashed: the largest drop allowed, ${margin.text}`;
  const cut = isCut ? ' An arrow: the interval goes on beyond the scale.' : '';
  return `This run minus the baseline, on the examples that both have scored, with 90% intervals${line}.${cut}`;
}
