'use client';

import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { cn } from '#lib/client/cn.ts';
import { sortingAfter, type Order, type Sorting } from '#lib/view-models/choice.ts';
import { HeadCell } from './table.tsx';

interface SortHeadCellProps<Key extends string> {
  name: string;
  sortKey: Key;
  sorting: Sorting<Key>;
  onSort: (sorting: Sorting<Key>) => void;
  /** Direction of the first press. */
  first?: Order;
  align?: 'left' | 'right';
  className?: string;
}

/** A column's heading that sorts by the column, and the other way round when pressed again. */
export function SortHeadCell<Key extends string>({
  name,
  sortKey,
  sorting,
  onSort,
  first = 'desc',
  align = 'left',
  className,
}: SortHeadCellProps<Key>) {
  const order = sorting.sort === sortKey ? sorting.order : null;
  const Icon = order === null ? ChevronsUpDown : order === 'asc' ? ArrowUp : ArrowDown;
  return (
    <HeadCell
      aria-sort={order === null ? 'none' : order === 'asc' ? 'ascending' : 'descending'}
      className={cn(align === 'right' && 'text-right', className)}
    >
      <button
        type="button"
        onClick={() => onSort(sortingAfter(sorting, sortKey, first))}
        className={cn(
          'group inline-flex items-center gap-1 rounded-xs hover:text-text',
          align === 'right' && 'flex-row-reverse',
          order !== null && 'text-text',
        )}
      >
        {name}
        <Icon
          aria-hidden="true"
          className={cn(
            'size-3 shrink-0',
            order === null && 'opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100',
          )}
        />
      </button>
    </HeadCell>
  );
}
