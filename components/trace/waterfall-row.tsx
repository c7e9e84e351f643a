import { ChevronRight, CircleX } from 'lucide-react';
import { memo, type CSSProperties } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { cn } from '#lib/client/cn.ts';
import { formatSpanDuration } from '#lib/view-models/span-duration.ts';
import type { WaterfallRow as Row } from '#lib/view-models/waterfall.ts';
import { SpanBar } from './span-bar.tsx';

/** Name, time and length; on narrow screens the bar has a line of its own. */
export const COLUMNS =
  'grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-4 md:grid-cols-[minmax(13rem,36%)_minmax(0,1fr)_5rem]';

interface WaterfallRowProps {
  row: Row;
  isFolded: boolean;
  /** The one row that the tab key leads to. */
  isTabStop: boolean;
  /** Its span is shown in the sheet. */
  isOpen: boolean;
  hasService: boolean;
}

/** One span. Presses and keys are the grid's; rows out of sight aren't laid out, and only those that change are drawn again. */
export const WaterfallRow = memo(function WaterfallRow({
  row,
  isFolded,
  isTabStop,
  isOpen,
  hasService,
}: WaterfallRowProps) {
  const { span, depth } = row;
  return (
    <div
      role="row"
      data-span={row.id}
      tabIndex={isTabStop ? 0 : -1}
      aria-level={depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.children === 0 ? undefined : !isFolded}
      aria-selected={isOpen}
      className={cn(
        COLUMNS,
        'scroll-mt-24 cursor-pointer items-center border-t border-line py-1.5 text-sm -outline-offset-2 hover:bg-raised/60',
        '[contain-intrinsic-size:auto_3.25rem] [content-visibility:auto] md:h-9 md:py-0 md:[contain-intrinsic-size:auto_2.25rem]',
        isOpen && 'bg-raised',
      )}
    >
      <div
        role="gridcell"
        className="flex min-w-0 items-center gap-1.5 pl-[min(calc(var(--depth)*0.875rem),45%)]"
        style={{ '--depth': depth } as CSSProperties}
      >
        <span
          aria-hidden="true"
          {...(row.children > 0 ? { 'data-fold': '' } : {})}
          className={cn(
            '-ml-1 flex size-6 shrink-0 items-center justify-center rounded-sm text-muted',
            row.children > 0 && 'hover:bg-raised hover:text-text',
          )}
        >
          {row.children > 0 ? (
            <ChevronRight className={cn('size-4 transition-transform', !isFolded && 'rotate-90')} />
          ) : null}
        </span>
        <bdi className="min-w-0 truncate" title={span.name}>
          {span.name}
        </bdi>
        {span.status === 'error' ? (
          <Badge tone="negative">
            <CircleX aria-hidden="true" />
            failed
          </Badge>
        ) : null}
        {isFolded ? <Badge>+{row.descendants}</Badge> : null}
        {hasService ? (
          <bdi className="min-w-6 shrink-[3] truncate text-xs text-muted" title={span.service}>
            {span.service}
          </bdi>
        ) : null}
      </div>
      <div role="gridcell" className="order-3 col-span-2 pt-1 md:order-none md:col-span-1 md:pt-0">
        <span className="sr-only">from {formatSpanDuration(span.offset_ms)} on</span>
        <SpanBar row={row} />
      </div>
      <div role="gridcell" className="text-right whitespace-nowrap tabular-nums">
        {row.duration}
      </div>
    </div>
  );
});
