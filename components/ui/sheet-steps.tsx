'use client';

import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { itemsOf, type ListQuery } from '#lib/client/list-query.ts';
import { currentUrlParam, useUrlParam } from '#lib/client/use-url-param.ts';
import { stepOfKey } from '#lib/view-models/step-keys.ts';
import { Button } from './button.tsx';

interface SheetStepsProps {
  /** The parameter of the address that says what the sheet shows. */
  param: string;
  query: ListQuery<{ id: string }>;
  /** What the buttons are called. */
  previousLabel: string;
  nextLabel: string;
  /** Where to go from something that isn't on the list; without it there are no steps from there. */
  neighbours?: { previous: string | null; next: string | null } | undefined;
}

/** Steps through the list that the sheet belongs to: by buttons, left and right arrow, j and k. */
export function SheetSteps({ param, query, previousLabel, nextLabel, neighbours }: SheetStepsProps) {
  const [id, setId] = useUrlParam(param);
  const ids = itemsOf(query.data)?.map((item) => item.id) ?? [];
  const index = id === null ? -1 : ids.indexOf(id);
  const previous = index >= 0 ? ids[index - 1] : neighbours?.previous;
  const next = index >= 0 ? ids[index + 1] : neighbours?.next;
  const go = async (step: 1 | -1) => {
    // Of quick steps the next one comes before this is drawn again; the address is ahead of it.
    const from = ids.indexOf(currentUrlParam(param) ?? '');
    const known = from >= 0 ? ids[from + step] : step === 1 ? next : previous;
    if (known) setId(known, 'replace');
    if (known || step === -1 || from === -1 || !query.hasNextPage || query.isFetchingNextPage) return;
    const { data } = await query.fetchNextPage();
    const more = itemsOf(data)?.[from + 1];
    if (more) setId(more.id, 'replace');
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const step = stepOfKey(event, 'horizontal');
    if (step !== 0) void go(step);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  if (index === -1 && !neighbours) return null;
  return (
    <>
      <span className="mr-1 text-xs text-muted max-sm:hidden" aria-hidden="true">
        <kbd className="rounded-xs border border-line px-1 font-mono">j</kbd>{' '}
        <kbd className="rounded-xs border border-line px-1 font-mono">k</kbd>
      </span>
      <Button
        variant="ghost"
        size="icon"
        aria-label={previousLabel}
        aria-keyshortcuts="k ArrowLeft"
        aria-disabled={!previous}
        onClick={() => void go(-1)}
      >
        <ChevronUp aria-hidden="true" />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label={nextLabel}
        aria-keyshortcuts="j ArrowRight"
        aria-disabled={!next && !query.hasNextPage}
        onClick={() => void go(1)}
      >
        <ChevronDown aria-hidden="true" />
      </Button>
    </>
  );
}
