'use client';

import {
  ClipboardCheck,
  FileText,
  Gauge,
  Ghost,
  ListChecks,
  MessagesSquare,
  PenLine,
  ReceiptText,
  Rocket,
  Scale,
  Settings,
  Siren,
  Waypoints,
  type LucideIcon,
} from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '#lib/client/cn.ts';

interface Section {
  /** Null for the pages that stand before all groups. */
  title: string | null;
  pages: readonly {
    href: string;
    name: string;
    icon: LucideIcon;
    /** The page (not those below it) looks at a stretch of time, which the person chooses. */
    hasTimeRange?: boolean;
  }[];
}

/** Every page of the dashboard, in the order of the sidebar. A new page is one more line here. */
export const SECTIONS: readonly Section[] = [
  {
    title: null,
    pages: [
      { href: '/', name: 'Overview', icon: Gauge, hasTimeRange: true },
      { href: '/runs', name: 'Runs', icon: ClipboardCheck },
      { href: '/traffic', name: 'Traffic', icon: MessagesSquare, hasTimeRange: true },
      { href: '/traces', name: 'Traces', icon: Waypoints, hasTimeRange: true },
      { href: '/gate', name: 'Quality gate', icon: Scale },
      { href: '/prompts', name: 'Prompts', icon: FileText },
      { href: '/shadow', name: 'Shadow', icon: Ghost },
      { href: '/rollouts', name: 'Rollouts', icon: Rocket },
      { href: '/evaluations', name: 'Evaluations', icon: ListChecks, hasTimeRange: true },
      { href: '/labels', name: 'Labels', icon: PenLine },
      { href: '/alerts', name: 'Alerts', icon: Siren },
      { href: '/costs', name: 'Costs', icon: ReceiptText, hasTimeRange: true },
    ],
  },
  {
    title: 'Administration',
    pages: [{ href: '/settings', name: 'Settings', icon: Settings }],
  },
];

/** Pages that others lead to. */
const UNLISTED = new Map([['/compare', 'Compare runs']]);

/** The page at this path, or the one that it belongs to. */
export function pageAt(path: string): { name: string; hasTimeRange: boolean } {
  const unlisted = UNLISTED.get(path);
  if (unlisted !== undefined) return { name: unlisted, hasTimeRange: false };
  const page = SECTIONS.flatMap((section) => section.pages).find(({ href }) => isAt(path, href));
  const hasTimeRange = page?.href === path && page.hasTimeRange === true;
  return { name: page?.name ?? 'Regression Guard', hasTimeRange };
}

/** Links to the dashboard's pages. `onFollow` is called when one is followed. */
export function Navigation({ onFollow }: { onFollow?: () => void }) {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="flex flex-col gap-4">
      {SECTIONS.map((section) => (
        <div key={section.title}>
          {section.title ? <p className="px-2 pb-1 text-xs font-medium text-muted">{section.title}</p> : null}
          <ul className="flex flex-col gap-0.5">
            {section.pages.map(({ href, name, icon: Icon }) => (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={isAt(path, href) ? 'page' : undefined}
                  {...(onFollow ? { onClick: onFollow } : {})}
                  className={cn(
                    'flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium transition-colors',
                    isAt(path, href) ? 'bg-raised text-text' : 'text-muted hover:bg-raised hover:text-text',
                  )}
                >
                  <Icon aria-hidden="true" className="size-4" />
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function isAt(path: string, href: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
