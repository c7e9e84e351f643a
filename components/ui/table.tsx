import type { ComponentProps } from 'react';
import { cn } from '#lib/client/cn.ts';

/** A column's heading. */
export function HeadCell({ className, ...props }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={cn('h-9 px-2 text-left text-xs font-medium text-muted first:pl-4 last:pr-4', className)}
      {...props}
    />
  );
}

/** A cell of a row. */
export function Cell({ className, ...props }: ComponentProps<'td'>) {
  return <td className={cn('px-2 py-2.5 align-middle first:pl-4 last:pr-4', className)} {...props} />;
}
