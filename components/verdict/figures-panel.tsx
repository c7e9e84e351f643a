'use client';

import { Panel } from '#components/ui/panel.tsx';
import { SortHeadCell } from '#components/ui/sort-head-cell.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { cn } from '#lib/client/cn.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import type { RunVerdict } from '#lib/contracts/verdicts.ts';
import { readChoice, type Sorting } from '#lib/view-models/choice.ts';
import {
  comparisonSortKeys,
  prepareComparisonRow,
  sortComparisons,
  type ComparisonRow,
  type ComparisonSortKey,
} from '#lib/view-models/gate-comparison.ts';
import { ShowMore, useShownCount } from './show-more.tsx';

/** All figures that the verdict was made of, category by category. */
export function FiguresPanel({ document }: { document: RunVerdict['document'] }) {
  const [params, change] = useUrlState();
  const { shown, showMore } = useShownCount();
  const sorting: Sorting<ComparisonSortKey> = {
    sort: readChoice(params.get('sort'), comparisonSortKeys, 'delta'),
    order: readChoice(params.get('order'), ['asc', 'desc'], 'asc'),
  };
  const rows = [document.overall, ...sortComparisons(document.categories, sorting)].map((each) =>
    prepareComparisonRow(each, document.settings.alpha),
  );
  const onSort = (next: Sorting<ComparisonSortKey>) => change({ ...next }, 'replace');
  const right = { sorting, onSort, align: 'right' as const };
  return (
    <Panel
      id="figures-heading"
      title="The figures"
      description="p: chance of such a drop, or a larger one, by noise alone. Holm: the same, corrected for the number of categories. Not worse: chance of such figures if the drop were as large as the margin. Visible: smallest true drop that is seen four times out of five."
    >
      {/* Wider than a telephone: it scrolls by itself, by keyboard too. */}
      <div role="group" aria-labelledby="figures-heading" tabIndex={0} className="overflow-x-auto">
        <table aria-labelledby="figures-heading" className="w-full min-w-4xl text-sm">
          <thead className="border-y border-line">
            <tr>
              <SortHeadCell
                {...{ sorting, onSort }}
                name="Category"
                sortKey="name"
                first="asc"
                className="min-w-40 pl-4"
              />
              <SortHeadCell {...right} name="n" sortKey="n" />
              <SortHeadCell {...right} name="Baseline" sortKey="baseline" />
              <SortHeadCell {...right} name="Current" sortKey="current" />
              <SortHeadCell {...right} name="Delta" sortKey="delta" first="asc" />
              <HeadCell className="text-right whitespace-nowrap">90% interval</HeadCell>
              <SortHeadCell {...right} name="p" sortKey="p" first="asc" />
              <SortHeadCell {...right} name="Holm" sortKey="holm" first="asc" />
              <SortHeadCell
                {...right}
                name="Not worse"
                sortKey="noninferiority"
                className="whitespace-nowrap"
              />
              <SortHeadCell {...right} name="Visible" sortKey="detectable" />
              <HeadCell className="min-w-72">More than noise?</HeadCell>
            </tr>
          </thead>
          <tbody className="divide-y divide-line tabular-nums">
            {rows.slice(0, shown).map((row) => (
              <Row key={row.key} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <ShowMore what="categories" shown={shown} total={rows.length} onPress={showMore} />
    </Panel>
  );
}

const NUMBER = 'py-2 text-right whitespace-nowrap';

function Row({ row }: { row: ComparisonRow }) {
  return (
    <tr className={cn('transition-colors hover:bg-raised/60', row.isOverall && 'bg-raised/50')}>
      <th scope="row" className="max-w-64 py-2 pr-2 pl-4 text-left">
        <bdi
          title={row.name}
          className={cn('line-clamp-2 wrap-anywhere', row.isOverall ? 'font-semibold' : 'font-medium')}
        >
          {row.name}
        </bdi>
      </th>
      <Cell className={NUMBER}>
        <Tooltip text={row.nWords}>
          <span>{row.n}</span>
        </Tooltip>
      </Cell>
      <Cell className={NUMBER}>{row.baseline}</Cell>
      <Cell className={NUMBER}>{row.current}</Cell>
      <Cell className={cn(NUMBER, 'font-medium')}>
        {row.delta}
        {row.pairedDelta === null ? null : (
          <Tooltip text="The difference on the examples that both sides have scored. Interval and p values are about this one.">
            <span className="block text-xs font-normal text-muted">pairs {row.pairedDelta}</span>
          </Tooltip>
        )}
      </Cell>
      <Cell className={NUMBER}>{row.interval}</Cell>
      <Cell className={NUMBER}>{row.p}</Cell>
      <Cell className={NUMBER}>{row.pHolm}</Cell>
      <Cell className={NUMBER}>{row.pNoninferiority}</Cell>
      <Cell className={NUMBER}>{row.detectable}</Cell>
      <Cell className="py-2 text-muted">{row.sentence}</Cell>
    </tr>
  );
}
