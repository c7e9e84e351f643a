'use client';

import { Menu } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Navigation } from './navigation.tsx';

// Loaded with the first press.
const Sheet = dynamic(() => import('#components/ui/sheet.tsx').then((file) => file.Sheet), { ssr: false });

/** The navigation on small screens, behind a button. */
export function MobileMenu() {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Open the menu"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => {
          setIsOpen(true);
          setWasOpen(true);
        }}
        className="-ml-1.5 lg:hidden"
      >
        <Menu aria-hidden="true" />
      </Button>
      {wasOpen ? (
        <Sheet
          isOpen={isOpen}
          onClose={() => setIsOpen(false)}
          side="left"
          title="Regression Guard"
          className="w-72 max-w-[85vw]"
        >
          <div className="p-3">
            <Navigation onFollow={() => setIsOpen(false)} />
          </div>
        </Sheet>
      ) : null}
    </>
  );
}
