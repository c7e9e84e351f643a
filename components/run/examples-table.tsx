'use client';

import { useSearchParams } from 'next/navigation';
import type { KeyboardEvent } from 'react';
import { SortHeadCell } from '#components/ui/sort-head-cell.tsx';
import { HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import { withParam } from '#lib/client/use-url-param.ts';
import type { RunDetail, RunExample } from '#lib/contracts/runs.ts';
import { embedderName } from '#lib/view-models/embedder.ts';
import { stepOfKey } from '#lib/view-models/step-keys.ts';
import { ExamplesTableRow } from './examples-table-row.tsx';
import { useExamples } from './use-examples.ts';

/** Examples as a table; narrow screens keep the columns that matter most. Arrow keys, j and k move between rows. */
export function ExamplesTable({ run, examples }: { run: RunDetail; examples: readonly RunExample[] }) {
  const search = useSearchParams().toString();
  const { choice, change, query } = useExamples(run.id);
  const head = {
    sorting: { sort: choice.sort, order: choice.order },
    onSort: (next: { sort: string; order: string }) => change(next, 'replace'),
  };
  const embedder = embedderName(run.signature);
  const right = { ...head, align: 'right' as const };
  return (
    <table
      aria-labelledby="examples-heading"
      aria-busy={query.isPlaceholderData}
      className={cn('w-full table-fixed text-sm transition-opacity', query.isPlaceholderData && 'opacity-60')}
    >
      <thead className="border-y border-line">
        <tr>
          <SortHeadCell {...head} name="Example" sortKey="position" first="asc" className="pl-4" />
          <SortHeadCell
            {...head}
            name="Score"
            sortKey="composite"
            first="asc"
            className="w-26 max-md:pr-4 lg:w-36"
          />
          <SortHeadCell
            {...right}
            name="Judge"
            sortKey="judge_score"
            first="asc"
            className="hidden w-20 md:table-cell"
          />
          <SortHeadCell
            {...right}
            name="ROUGE-L"
            sortKey="rouge_l"
            first="asc"
            className="hidden w-22 md:table-cell"
          />
          <SortHeadCell
            {...right}
            name={embedder}
            sortKey="embedding"
            first="asc"
            className="hidden w-28 whitespace-nowrap lg:table-cell"
          />
          <HeadCell className="hidden w-24 text-right md:table-cell">Checks</HeadCell>
          <SortHeadCell
            {...right}
            name="Latency"
            sortKey="latency_ms"
            className="hidden w-21 lg:table-cell"
          />
          <SortHeadCell {...right} name="Cost" sortKey="cost_usd" className="hidden w-24 xl:table-cell" />
        </tr>
      </thead>
      <tbody className="divide-y divide-line" onKeyDown={moveBetweenRows}>
        {examples.map((example) => (
          <ExamplesTableRow
            key={example.id}
            example={example}
            signature={run.signature}
            href={withParam('', search, 'example', example.id)}
            onOpen={(id) => change({ example: id })}
          />
        ))}
      </tbody>
    </table>
  );
}

function moveBetweenRows(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const step = stepOfKey(event, 'vertical');
  const row = event.target instanceof Element ? event.target.closest('tr') : null;
  if (step === 0 || row === null) return;
  event.preventDefault();
  const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  next?.querySelector('a')?.focus();
}
