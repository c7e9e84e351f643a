'use client';

import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react';

interface ChartOnDemandProps {
  /** Name of the chart. */
  title: string;
  /** The same chart as a picture. */
  still: ReactNode;
  /** The chart that answers to pointer and keys; its code need not be there yet. */
  children: ReactNode;
}

const SURFACE = 'svg.recharts-surface[tabindex]';

/**
 * A chart that is a picture until somebody points at it, touches it or comes to it with the keyboard. The library that answers
 * them is larger than the rest of a page, and most visits only look.
 */
export function ChartOnDemand({ title, still, children }: ChartOnDemandProps) {
  const box = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<'pointer' | 'keyboard' | null>(null);
  // The keyboard came to the picture: it goes on in the chart once that is there.
  useEffect(() => {
    const element = box.current;
    if (wanted !== 'keyboard' || !element) return;
    const follow = () => {
      const surface = element.querySelector<SVGElement>(SURFACE);
      if (!surface) return;
      observer.disconnect();
      if (document.activeElement === element) surface.focus();
      element.removeAttribute('tabindex');
    };
    const observer = new MutationObserver(follow);
    observer.observe(element, { childList: true, subtree: true });
    follow();
    return () => observer.disconnect();
  }, [wanted]);
  return (
    <div
      ref={box}
      role="group"
      aria-label={title}
      {...(wanted === 'pointer' ? {} : { tabIndex: 0 })}
      onPointerEnter={() => setWanted((before) => before ?? 'pointer')}
      onFocus={() => setWanted((before) => before ?? 'keyboard')}
      className="size-full"
    >
      {wanted === null ? still : <Suspense fallback={still}>{children}</Suspense>}
    </div>
  );
}
