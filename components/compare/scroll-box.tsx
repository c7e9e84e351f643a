import type { ReactNode } from 'react';

/** What is wider than the screen scrolls on its own, by keyboard too. Relative, so that hidden texts stay inside. */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="region" aria-label={`${label}, scrollable`} tabIndex={0} className="relative overflow-x-auto">
      {children}
    </div>
  );
}
