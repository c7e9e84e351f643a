'use client';

import { Command } from 'cmdk';
import { Play, Rocket, Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { SECTIONS } from '#components/shell/navigation.tsx';
import { SETTINGS_PAGES } from '#components/settings/settings-navigation.tsx';
import { THEME_LOOKS } from '#components/shell/theme-looks.ts';
import { useReturnedFocus } from '#lib/client/use-returned-focus.ts';
import { THEMES, useTheme } from '#lib/client/use-theme.ts';
import { PaletteItem, PaletteGroup } from './palette-item.tsx';
import { PaletteRuns } from './palette-runs.tsx';

interface CommandPaletteProps {
  role: 'viewer' | 'editor' | 'admin';
  onClose: () => void;
}

/** Goes to pages and runs, and does the few things that need no page, all by typing. */
export function CommandPalette({ role, onClose }: CommandPaletteProps) {
  const router = useRouter();
  const [, setTheme] = useTheme();
  const { remember, giveBack } = useReturnedFocus();
  const go = (href: string) => {
    onClose();
    router.push(href);
  };
  const isAdmin = role === 'admin';
  const settings = SETTINGS_PAGES.filter(
    // The first one is among the pages.
    ({ href, isForAdmins }) => href !== '/settings' && (isAdmin || !isForAdmins),
  );
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade-in bg-overlay" />
        <Dialog.Content
          aria-describedby={undefined}
          // The field is the first thing that can have the focus.
          onOpenAutoFocus={remember}
          onCloseAutoFocus={giveBack}
          className="fixed top-[12dvh] left-1/2 z-40 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 animate-fade-in overflow-hidden rounded-xl border border-line bg-surface shadow-pop outline-none"
        >
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Command label="Search and commands" loop>
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
              <Command.Input
                placeholder="Go to a page or a run, or do something"
                className="h-12 w-full min-w-0 bg-transparent text-base outline-none placeholder:text-muted"
              />
            </div>
            <Command.List
              label="Results"
              className="max-h-[min(24rem,60dvh)] overflow-y-auto overscroll-contain p-2"
            >
              <Command.Empty className="px-3 py-8 text-center text-sm text-muted">
                Nothing fits.
              </Command.Empty>
              <PaletteGroup heading="Pages">
                {SECTIONS.flatMap((section) => section.pages).map(({ href, name, icon }) => (
                  <PaletteItem key={href} value={`page ${name}`} icon={icon} onSelect={() => go(href)}>
                    {name}
                  </PaletteItem>
                ))}
                {settings.map(({ href, name }) => (
                  <PaletteItem key={href} value={`settings ${name}`} onSelect={() => go(href)}>
                    Settings: {name}
                  </PaletteItem>
                ))}
              </PaletteGroup>
              <PaletteGroup heading="Actions">
                {role === 'viewer' ? null : (
                  <>
                    <PaletteItem value="start a run" icon={Play} onSelect={() => go('/runs?start=1')}>
                      Start a run
                    </PaletteItem>
                    <PaletteItem
                      value="start a rollout"
                      icon={Rocket}
                      onSelect={() => go('/rollouts?start=1')}
                    >
                      Start a rollout
                    </PaletteItem>
                  </>
                )}
                {THEMES.map((theme) => {
                  const { name, icon } = THEME_LOOKS[theme];
                  const choose = () => {
                    setTheme(theme);
                    onClose();
                  };
                  return (
                    <PaletteItem key={theme} value={`theme ${name}`} icon={icon} onSelect={choose}>
                      Theme: {name}
                    </PaletteItem>
                  );
                })}
              </PaletteGroup>
              <PaletteRuns onSelect={(id) => go(`/runs/${id}`)} />
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
