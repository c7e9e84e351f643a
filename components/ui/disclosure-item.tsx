'use client';

import { ChevronRight } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { cn } from '#lib/client/cn.ts';

interface DisclosureItemProps {
  title: string;
  note: ReactNode;
  /** Beside the title, at the end of the line. */
  aside: ReactNode;
  /** Made only once it is open: comparing long texts takes a while. */
  children: () => ReactNode;
}

/** A line of a list that opens to what is behind it. */
export function DisclosureItem({ title, note, aside, children }: DisclosureItemProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <li>
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setIsOpen(!isOpen)}
          className="flex w-full items-start gap-3 px-4 py-2.5 text-left text-sm font-normal transition-colors hover:bg-raised/60"
        >
          <ChevronRight
            aria-hidden="true"
            className={cn('mt-0.5 size-4 shrink-0 text-muted transition-transform', isOpen && 'rotate-90')}
          />
          <span className="min-w-0 flex-1">
            <span dir="auto" className="block truncate font-medium">
              {title}
            </span>
            <span className="block text-xs wrap-anywhere text-muted tabular-nums">{note}</span>
          </span>
          <span className="shrink-0 text-right tabular-nums">{aside}</span>
        </button>
      </h3>
      <div id={id} hidden={!isOpen} className="px-4 pt-1 pb-5">
        {isOpen ? children() : null}
      </div>
    </li>
  );
}
