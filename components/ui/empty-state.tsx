import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '#lib/client/cn.ts';

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  className?: string;
}

/** Why there is nothing to see here, and what would change that. */
export function EmptyState({ icon: Icon, title, children, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-1 flex-col items-center justify-center px-6 py-10 text-center', className)}>
      <Icon aria-hidden="true" className="mb-3 size-5 text-muted" />
      <p className="font-medium">{title}</p>
      {children ? <div className="mt-1 max-w-prose text-sm text-balance text-muted">{children}</div> : null}
    </div>
  );
}
