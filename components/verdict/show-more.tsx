'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { formatCount } from '#lib/view-models/format.ts';

const FIRST = 21;
const STEP = 300;

/** How many rows of a long list are drawn: few at first, then so many more at a time that a page can take. */
export function useShownCount(): { shown: number; showMore: () => void } {
  const [shown, setShown] = useState(FIRST);
  return { shown, showMore: () => setShown((count) => count + STEP) };
}

interface ShowMoreProps {
  /** Plural of what is listed. */
  what: string;
  shown: number;
  total: number;
  onPress: () => void;
}

/** Draws the rest of a list; nothing when all of it is there. */
export function ShowMore({ what, shown, total, onPress }: ShowMoreProps) {
  const left = total - shown;
  if (left <= 0) return null;
  return (
    <div className="flex items-center justify-center gap-3 border-t border-line p-3 print:hidden">
      <Button onClick={onPress}>
        {left <= STEP ? `Show all ${formatCount(total)}` : `Show ${STEP} of ${formatCount(left)} more`}
      </Button>
      <span className="sr-only">{what}</span>
    </div>
  );
}
