'use client';

import { CategoryBar } from '#components/charts/category-bar.tsx';
import { useRunSettings } from '#components/runs/run-settings.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { embedderName } from '#lib/view-models/embedder.ts';
import { prepareCategories, type CategoryRow } from '#lib/view-models/run-categories.ts';
import { CategoryLink } from './category-link.tsx';

/** Scores per category, drawn and in figures. */
export function CategoriesPanel({ run }: { run: RunDetail }) {
  const { perCategory } = useRunSettings().thresholds;
  const rows = prepareCategories(run.categories, perCategory);
  return (
    <Panel
      id="categories-heading"
      title="Scores per category"
      description={`Mean and standard deviation; dashed: the threshold of ${perCategory.toFixed(2)}. Failed: required checks.`}
    >
      <table aria-labelledby="categories-heading" className="w-full table-fixed text-sm">
        <thead className="border-y border-line">
          <tr>
            <HeadCell>Category</HeadCell>
            <HeadCell className="hidden w-40 sm:table-cell">
              <Scale />
            </HeadCell>
            <HeadCell className="w-15 text-right">Mean</HeadCell>
            <HeadCell className="hidden w-13 text-right sm:table-cell">SD</HeadCell>
            <HeadCell className="hidden w-11 text-right sm:table-cell">n</HeadCell>
            <HeadCell className="hidden w-15 text-right xl:table-cell">Judge</HeadCell>
            <HeadCell className="hidden w-19 text-right xl:table-cell">ROUGE-L</HeadCell>
            <HeadCell className="hidden w-26 text-right whitespace-nowrap xl:table-cell">
              {embedderName(run.signature)}
            </HeadCell>
            <HeadCell className="w-22 text-right">Failed</HeadCell>
          </tr>
        </thead>
        <tbody className="divide-y divide-line tabular-nums">
          {rows.map((row) => (
            <Row key={row.id} row={row} threshold={perCategory} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Row({ row, threshold }: { row: CategoryRow; threshold: number }) {
  return (
    <tr className="transition-colors hover:bg-raised/60">
      <Cell>
        <CategoryLink id={row.id} name={row.name} />
        {row.missing > 0 ? (
          <span className="ml-2 text-xs whitespace-nowrap text-warning">{row.missing} missing</span>
        ) : null}
        <div className="mt-1 sm:hidden">
          <CategoryBar row={row} threshold={threshold} />
        </div>
      </Cell>
      <Cell className="hidden sm:table-cell">
        <CategoryBar row={row} threshold={threshold} />
      </Cell>
      <Cell className={cn('text-right font-medium', row.isBelow && 'text-negative')}>
        {row.mean}
        {row.isBelow ? <span className="sr-only"> (below the threshold)</span> : null}
      </Cell>
      <Cell className="hidden text-right text-muted sm:table-cell">{row.sd}</Cell>
      <Cell className="hidden text-right text-muted sm:table-cell">{row.n}</Cell>
      <Cell className="hidden text-right xl:table-cell">{row.judge}</Cell>
      <Cell className="hidden text-right xl:table-cell">{row.rougeL}</Cell>
      <Cell className="hidden text-right xl:table-cell">{row.embedding}</Cell>
      <Cell className="text-right whitespace-nowrap">
        <Checks row={row} />
      </Cell>
    </tr>
  );
}

function Checks({ row }: { row: CategoryRow }) {
  if (row.required === 0) return <span className="text-muted">–</span>;
  return (
    <span className={row.requiredFailed > 0 ? 'font-medium text-negative' : 'text-muted'}>
      {row.requiredFailed} of {row.required}
    </span>
  );
}

function Scale() {
  return (
    <>
      <span className="sr-only">Mean and spread, drawn</span>
      <span aria-hidden="true" className="flex justify-between font-normal tabular-nums">
        {['0', '0.25', '0.5', '0.75', '1'].map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </span>
    </>
  );
}
