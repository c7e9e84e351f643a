import type { ReactNode } from 'react';
import { Logo } from './logo.tsx';
import { Navigation } from './navigation.tsx';
import { Providers } from './providers.tsx';
import { SimulationBanner } from './simulation-banner.tsx';
import { TopBar } from './top-bar.tsx';
import type { SignedInUser } from './user-choice.tsx';

/** What surrounds every page of the dashboard. */
export function AppShell({ user, children }: { user: SignedInUser; children: ReactNode }) {
  return (
    <Providers>
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-text px-3 py-2 text-sm text-page focus:translate-y-0 print:hidden"
      >
        Skip to content
      </a>
      <div className="flex min-h-dvh">
        <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col gap-4 overflow-y-auto border-r border-line px-3 py-3.5 lg:flex print:hidden">
          <div className="px-2">
            <Logo />
          </div>
          <Navigation />
        </aside>
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar user={user} />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-[1600px] flex-1 p-4 outline-none lg:p-6"
          >
            <SimulationBanner />
            {children}
          </main>
        </div>
      </div>
    </Providers>
  );
}
