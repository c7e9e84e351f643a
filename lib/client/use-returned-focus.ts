import { useRef } from 'react';

interface ReturnedFocus {
  /** What had the focus, when a dialog opens. */
  remember: () => void;
  /** Gives it back, when the dialog closes. */
  giveBack: (event: Event) => void;
}

/**
 * For dialogs that open without a trigger that they know of, such as by an address. What opened one may be gone when it closes,
 * with the row that it belonged to: the page's content has the focus then, rather than nothing.
 */
export function useReturnedFocus(): ReturnedFocus {
  const cameFrom = useRef<Element | null>(null);
  return {
    remember: () => {
      const active = document.activeElement;
      // An item of a menu goes with its menu, whose button stays.
      const button = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
      cameFrom.current = button ? document.getElementById(button) : active;
    },
    giveBack: (event) => {
      event.preventDefault();
      const element = cameFrom.current;
      if (element instanceof HTMLElement && element.isConnected && element !== document.body) element.focus();
      else document.getElementById('content')?.focus({ preventScroll: true });
    },
  };
}
