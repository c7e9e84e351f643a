'use client';

import { useSearchParams } from 'next/navigation';
import type { CSSProperties, MouseEvent } from 'react';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { SortHeadCell } from '#components/ui/sort-head-cell.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import { useUrlParam, withParam } from '#lib/client/use-url-param.ts';
import type { ChatLogListItem } from '#lib/contracts/chat-logs.ts';
import { formatLatency } from '#lib/view-models/format.ts';
import { excerptOf } from '#lib/view-models/prompt.ts';
import { COLUMNS } from './columns.tsx';
import { StatusWord } from './status-word.tsx';
import { useTraffic } from './use-traffic.ts';

interface LogTableProps {
  items: readonly ChatLogListItem[];
  shown: readonly string[];
  /** What is shown belongs to the last question. */
  isOld: boolean;
}

/** Exchanges as a table; narrow screens have time, prompt, status and latency, and no columns of choice. */
export function LogTable({ items, shown, isOld }: LogTableProps) {
  const { sorting, change } = useTraffic();
  const columns = COLUMNS.filter(({ id }) => shown.includes(id));
  const head = { sorting, onSort: (next: typeof sorting) => change({ ...next }, 'replace') };
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Exchanges, scrollable">
      <table
        aria-label="Exchanges"
        aria-busy={isOld}
        className={cn(
          'w-full table-fixed text-sm transition-opacity md:min-w-(--table)',
          isOld && 'opacity-60',
        )}
        style={{ '--table': `${18 + columns.length * 6.75}rem` } as CSSProperties}
      >
        <thead className="border-y border-line">
          <tr>
            <SortHeadCell {...head} name="When" sortKey="created_at" className="w-28 max-md:hidden" />
            <HeadCell className="max-md:px-4">Prompt</HeadCell>
            {columns.map(({ id, name, width, sortKey, isNumber }) => {
              const className = cn('max-md:hidden', width);
              return sortKey ? (
                <SortHeadCell
                  key={id}
                  {...head}
                  name={name}
                  sortKey={sortKey}
                  align="right"
                  className={className}
                />
              ) : (
                <HeadCell key={id} className={cn(className, isNumber && 'text-right')}>
                  {name}
                </HeadCell>
              );
            })}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {items.map((item) => (
            <Row key={item.id} item={item} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ item, columns }: { item: ChatLogListItem; columns: typeof COLUMNS }) {
  const search = useSearchParams().toString();
  const [openId, setOpenId] = useUrlParam('chat');
  const open = (event: MouseEvent<HTMLTableRowElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // The sheet gives the focus back to where it was before.
    event.currentTarget.querySelector('a')?.focus();
    setOpenId(item.id);
  };
  const timeMs = Date.parse(item.created_at);
  return (
    <tr
      onClick={open}
      className={cn('cursor-pointer transition-colors hover:bg-raised/60', openId === item.id && 'bg-raised')}
    >
      <Cell className="text-muted max-md:hidden">
        <RelativeTime timeMs={timeMs} />
      </Cell>
      <Cell className="max-md:px-4">
        <a
          href={withParam('/traffic', search, 'chat', item.id)}
          aria-haspopup="dialog"
          dir="auto"
          className="block truncate rounded-xs"
        >
          {item.prompt === null ? '(text not stored)' : excerptOf(item.prompt) || '(empty)'}
        </a>
        <div className="mt-1 flex flex-wrap items-center gap-x-3 text-xs text-muted md:hidden">
          <RelativeTime timeMs={timeMs} />
          <StatusWord status={item.status} httpStatus={item.http_status} />
          <span className="tabular-nums">{formatLatency(item.latency_ms)}</span>
        </div>
      </Cell>
      {columns.map(({ id, isNumber, show }) => (
        <Cell key={id} className={cn('max-md:hidden', isNumber && 'text-right tabular-nums')}>
          {show(item)}
        </Cell>
      ))}
    </tr>
  );
}
