import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { cn } from '#lib/client/cn.ts';

interface Crumb {
  name: string;
  /** Absent on the page itself, which comes last. */
  href?: string;
  /** Set where the name is an id. */
  isId?: boolean;
}

/** The way to this page from its list; left out in print. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="print:hidden">
      <ol className="flex items-center gap-1 text-sm text-muted">
        {crumbs.map(({ name, href, isId = false }, index) => (
          <li
            key={name}
            aria-current={href === undefined ? 'page' : undefined}
            className={cn('flex min-w-0 items-center gap-1', isId && 'font-mono text-xs')}
          >
            {index === 0 ? null : <ChevronRight aria-hidden="true" className="size-3.5 shrink-0" />}
            {href === undefined ? (
              <span className="truncate">{name}</span>
            ) : (
              <Link href={href} className="rounded-xs hover:text-text hover:underline">
                {name}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
