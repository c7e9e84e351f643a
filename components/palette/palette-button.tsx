'use client';

import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';

// Loaded with the first press: it costs nothing until somebody wants it.
const CommandPalette = dynamic(() => import('./command-palette.tsx').then((file) => file.CommandPalette), {
  ssr: false,
});

/** Opens the command palette, by a press or by Ctrl+K (on a Mac: Command+K). */
export function PaletteButton({ role }: { role: 'viewer' | 'editor' | 'admin' }) {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isShortcut = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!isShortcut || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setIsOpen((wasOpen) => !wasOpen);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <Button
        variant="ghost"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setIsOpen(true)}
        className="px-2"
      >
        <Search aria-hidden="true" />
        <span className="sr-only">Search and commands</span>
        <kbd className="hidden rounded-sm border border-line px-1 font-sans text-xs font-normal xl:inline">
          Ctrl K
        </kbd>
      </Button>
      {isOpen ? <CommandPalette role={role} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
