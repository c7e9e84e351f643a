'use client';

import { usePathname } from 'next/navigation';
import { PaletteButton } from '#components/palette/palette-button.tsx';
import { LiveStatus } from './live-status.tsx';
import { MobileMenu } from './mobile-menu.tsx';
import { pageAt } from './navigation.tsx';
import { RangeControl } from './range-control.tsx';
import { ThemeMenu } from './theme-menu.tsx';
import type { SignedInUser } from './user-choice.tsx';
import { UserMenu } from './user-menu.tsx';

/** The page's name and what holds for the whole page; on small screens the time range takes a line of its own. */
export function TopBar({ user }: { user: SignedInUser }) {
  const { name, hasTimeRange } = pageAt(usePathname());
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-page print:hidden">
      <div className="flex h-13 items-center gap-2 px-4 lg:px-6">
        <MobileMenu />
        <h1 className="text-base font-semibold">{name}</h1>
        <div className="ml-auto flex items-center gap-2">
          {hasTimeRange ? (
            <>
              <LiveStatus />
              <RangeControl className="mx-2 hidden sm:flex" />
            </>
          ) : null}
          <PaletteButton role={user.role} />
          <ThemeMenu />
          <UserMenu user={user} />
        </div>
      </div>
      {hasTimeRange ? (
        <div className="px-4 pb-2.5 sm:hidden">
          <RangeControl />
        </div>
      ) : null}
    </header>
  );
}
