'use client';

import { CircleSlash, CircleX } from 'lucide-react';
import type { MouseEvent } from 'react';
import { UnitMeter } from '#components/charts/unit-meter.tsx';
import { useRunSettings } from '#components/runs/run-settings.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Cell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import type { RunDetail, RunExample } from '#lib/contracts/runs.ts';
import { formatCountOf } from '#lib/view-models/format.ts';
import { prepareExampleRow, type CheckTally, type ExampleRow } from '#lib/view-models/run-example-row.ts';

interface ExamplesTableRowProps {
  example: RunExample;
  signature: RunDetail['signature'];
  /** The address at which this example is open. */
  href: string;
  onOpen: (id: string) => void;
}

/** One example. Its prompt is a link, so that the keyboard, a new tab and a copied address work as usual. */
export function ExamplesTableRow({ example, signature, href, onOpen }: ExamplesTableRowProps) {
  const { thresholds } = useRunSettings();
  const row = prepareExampleRow(example, signature);
  const open = (event: MouseEvent<HTMLTableRowElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // The sheet gives the focus back to where it was before.
    event.currentTarget.querySelector('a')?.focus();
    onOpen(example.id);
  };
  return (
    <tr
      onClick={open}
      className="cursor-pointer transition-colors focus-within:bg-raised/60 hover:bg-raised/60"
    >
      <Cell className="pl-4">
        <a href={href} aria-haspopup="dialog" dir="auto" className="block truncate rounded-xs">
          {row.excerpt}
        </a>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-xs text-muted">
          <span className="max-w-full truncate font-mono">{row.id}</span>
          <span>{row.category}</span>
          <Troubles row={row} />
          {row.checks.failed > 0 ? (
            <span className="md:hidden">
              <Checks checks={row.checks} /> checks
            </span>
          ) : null}
        </div>
      </Cell>
      <Cell className="max-md:pr-4">
        <div className="flex flex-col gap-1 lg:flex-row lg:items-center lg:gap-2.5">
          <span className="w-11 font-medium tabular-nums">{row.compositeText}</span>
          <UnitMeter
            score={row.composite}
            threshold={thresholds.perCategory}
            hasMark={false}
            className="lg:flex-1"
          />
        </div>
      </Cell>
      <Cell className="hidden text-right tabular-nums md:table-cell">{row.judge}</Cell>
      <Cell className="hidden text-right tabular-nums md:table-cell">{row.rougeL}</Cell>
      <Cell className="hidden text-right tabular-nums lg:table-cell">{row.embedding}</Cell>
      <Cell className="hidden text-right md:table-cell">
        <Checks checks={row.checks} />
      </Cell>
      <Cell className="hidden text-right text-muted tabular-nums lg:table-cell">{row.latency}</Cell>
      <Cell className="hidden text-right text-muted tabular-nums xl:table-cell">{row.cost}</Cell>
    </tr>
  );
}

function Troubles({ row }: { row: ExampleRow }) {
  return (
    <>
      {row.errors > 0 ? (
        <Badge tone="negative">
          <CircleX aria-hidden="true" />
          {formatCountOf(row.errors, 'error')}
        </Badge>
      ) : null}
      {row.missing.length > 0 ? (
        <Badge tone="warning">
          <CircleSlash aria-hidden="true" />
          Missing {row.missing.join(', ')}
        </Badge>
      ) : null}
    </>
  );
}

/** Failed checks; required ones, which are hard failures, stand out. */
function Checks({ checks }: { checks: CheckTally }) {
  if (checks.total === 0) return <span className="text-muted">–</span>;
  if (checks.failed === 0) return <span className="text-positive">{checks.total} passed</span>;
  return (
    <span
      className={cn('tabular-nums', checks.requiredFailed > 0 ? 'font-medium text-negative' : 'text-warning')}
    >
      {checks.failed} of {checks.total} failed
    </span>
  );
}
