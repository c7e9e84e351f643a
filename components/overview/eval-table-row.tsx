'use client';

import { CircleSlash } from 'lucide-react';
import type { MouseEvent } from 'react';
import { SIDES, Swatch, type Side } from '#components/charts/swatch.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell } from '#components/ui/table.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { cn } from '#lib/client/cn.ts';
import type { ShadowEvalItem } from '#lib/contracts/shadow.ts';
import { prepareEvalRow } from '#lib/view-models/eval-row.ts';
import { DeltaValue } from './delta-value.tsx';

interface EvalTableRowProps {
  item: ShadowEvalItem;
  /** The address at which this evaluation is open. */
  href: string;
  isOpen: boolean;
  onOpen: (id: string) => void;
}

/** One evaluation. The prompt is a link, so that the keyboard, a new tab and a copied address work as usual. */
export function EvalTableRow({ item, href, isOpen, onOpen }: EvalTableRowProps) {
  const row = prepareEvalRow(item);
  const open = (event: MouseEvent<HTMLTableRowElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // The sheet gives the focus back to where it was before.
    event.currentTarget.querySelector('a')?.focus();
    onOpen(item.id);
  };
  return (
    <tr
      onClick={open}
      className={cn('cursor-pointer transition-colors hover:bg-raised/60', isOpen && 'bg-raised')}
    >
      <Cell className="hidden text-muted md:table-cell">
        <RelativeTime timeMs={row.timeMs} />
      </Cell>
      <Cell className="max-md:pl-4">
        <a href={href} aria-haspopup="dialog" className="block truncate rounded-xs">
          {row.excerpt}
        </a>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-3 text-xs text-muted md:hidden">
          <RelativeTime timeMs={row.timeMs} />
          <SideScore side="production" score={row.productionScore} />
          <SideScore side="shadow" score={row.shadowScore} />
        </div>
        {row.missingReason === null ? null : (
          <p className="mt-0.5 line-clamp-2 text-xs text-warning md:hidden">Missing: {row.missingReason}</p>
        )}
      </Cell>
      <Cell className="hidden py-1.5 lg:table-cell">
        <div
          className="truncate font-mono text-xs text-muted"
          title={`${row.productionModel} → ${row.shadowModel}`}
        >
          <div className="truncate">{row.productionModel}</div>
          <div className="truncate">→ {row.shadowModel}</div>
        </div>
      </Cell>
      <Cell className="hidden text-right tabular-nums sm:table-cell">{row.productionScore}</Cell>
      <Cell className="hidden text-right tabular-nums sm:table-cell">{row.shadowScore}</Cell>
      <Cell className="text-right max-md:pr-4">
        <DeltaValue delta={item.delta} />
      </Cell>
      <Cell className="hidden text-right tabular-nums lg:table-cell">{row.similarity}</Cell>
      <Cell className="hidden md:table-cell">
        <Status missingReason={row.missingReason} />
      </Cell>
    </tr>
  );
}

/** Stands in for the score columns where there is no room for them. */
function SideScore({ side, score }: { side: Side; score: string }) {
  return (
    <span className="flex items-center gap-1.5 tabular-nums sm:hidden">
      <Swatch side={side} />
      <span className="sr-only">{SIDES[side].name}</span>
      {score}
    </span>
  );
}

function Status({ missingReason }: { missingReason: string | null }) {
  if (missingReason === null) return <Badge>Scored</Badge>;
  return (
    <Tooltip text={missingReason}>
      <Badge tone="warning">
        <CircleSlash aria-hidden="true" />
        Missing
        <span className="sr-only">: {missingReason}</span>
      </Badge>
    </Tooltip>
  );
}
