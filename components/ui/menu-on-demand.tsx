'use client';

import { Slot } from 'radix-ui';
import { Suspense, useState, type KeyboardEvent, type ReactNode } from 'react';

interface MenuOnDemandProps {
  /** The button that opens the menu. */
  trigger: ReactNode;
  /** The menu with the same trigger, open from the start; its code need not be there yet. */
  menu: ReactNode;
  /** Begins to load the menu's code. */
  preload: () => void;
}

/** A menu whose code comes when somebody is about to open it: most visits never do. */
export function MenuOnDemand({ trigger, menu, preload }: MenuOnDemandProps) {
  const [isWanted, setIsWanted] = useState(false);
  if (isWanted) return <Suspense fallback={trigger}>{menu}</Suspense>;
  return (
    <Slot.Root
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={preload}
      onFocus={preload}
      onClick={() => setIsWanted(true)}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'ArrowDown') setIsWanted(true);
      }}
    >
      {trigger}
    </Slot.Root>
  );
}
