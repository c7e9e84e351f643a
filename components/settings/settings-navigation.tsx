'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '#lib/client/cn.ts';

/** Pages of the settings, in order. */
export const SETTINGS_PAGES: readonly { href: string; name: string; isForAdmins?: boolean }[] = [
  { href: '/settings', name: 'General' },
  { href: '/settings/account', name: 'Your account' },
  { href: '/settings/keys', name: 'API keys', isForAdmins: true },
  { href: '/settings/users', name: 'Users', isForAdmins: true },
  { href: '/settings/audit', name: 'Audit log', isForAdmins: true },
];

/** The settings' pages: those that a person may open. */
export function SettingsNavigation({ isAdmin }: { isAdmin: boolean }) {
  const path = usePathname();
  return (
    <nav aria-label="Settings" className="mb-4 overflow-x-auto border-b border-line print:hidden">
      <ul className="flex gap-1">
        {SETTINGS_PAGES.filter((page) => isAdmin || !page.isForAdmins).map(({ href, name }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={path === href ? 'page' : undefined}
              className={cn(
                'flex h-9 items-center rounded-t-md border-b-2 px-2.5 text-sm font-medium whitespace-nowrap -outline-offset-2 transition-colors',
                path === href ? 'border-text text-text' : 'border-transparent text-muted hover:text-text',
              )}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
