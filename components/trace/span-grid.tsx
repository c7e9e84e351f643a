'use client';

import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent } from 'react';
import { useUrlParam } from '#lib/client/use-url-param.ts';
import { stepOfKey } from '#lib/view-models/step-keys.ts';
import { treeMove, type Waterfall } from '#lib/view-models/waterfall.ts';
import { TickLines, TimeAxis } from './time-axis.tsx';
import type { Folds } from './use-folds.ts';
import { COLUMNS, WaterfallRow } from './waterfall-row.tsx';

const STEPS = { [-1]: 'ArrowUp', 1: 'ArrowDown' } as const;

/** Spans as a tree grid: arrow keys walk and fold, Enter opens the span that the address then names with `?span=`. */
export function SpanGrid({ waterfall, folds }: { waterfall: Waterfall; folds: Folds }) {
  const { ticks, services } = waterfall;
  const { folded, shown, fold } = folds;
  const [openId, setOpenId] = useUrlParam('span');
  const [currentId, setCurrentId] = useState(openId);
  const grid = useRef<HTMLDivElement>(null);
  const tabStop = shown.some(({ id }) => id === currentId) ? currentId : shown[0]?.id;
  const firstId = useRef(openId);
  useEffect(() => {
    rowOf(grid.current, firstId.current)?.scrollIntoView({ block: 'center' });
  }, []);

  const onClick = (event: MouseEvent) => {
    const row = closestRow(event.target);
    const id = row?.dataset.span;
    if (!row || id === undefined) return;
    row.focus({ preventScroll: true });
    const isFold = event.target instanceof Element && event.target.closest('[data-fold]') !== null;
    if (isFold) fold(id, !folded.has(id));
    else setOpenId(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const id = closestRow(event.target)?.dataset.span;
    if (id === undefined || event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      setOpenId(id);
      return;
    }
    const step = stepOfKey(event, 'vertical');
    const move = treeMove(step === 0 ? event.key : STEPS[step], shown, folded, id);
    if (move === null) return;
    event.preventDefault();
    if ('to' in move) rowOf(grid.current, move.to)?.focus();
    else fold(move.fold, move.isFolded);
  };
  const onFocus = (event: FocusEvent) => setCurrentId(closestRow(event.target)?.dataset.span ?? null);
  return (
    <div className="relative">
      <div aria-hidden="true" className={`${COLUMNS} pointer-events-none absolute inset-0`}>
        <span className="max-md:hidden" />
        <span className="max-md:col-span-2">
          <TickLines ticks={ticks} />
        </span>
      </div>
      <div
        ref={grid}
        role="treegrid"
        aria-labelledby="waterfall-heading"
        tabIndex={-1}
        onClick={onClick}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        className="relative"
      >
        <div
          role="row"
          className={`${COLUMNS} sticky top-13 z-10 border-t border-line bg-surface py-1.5 text-xs font-medium text-muted print:static`}
        >
          <div role="columnheader" className="max-md:sr-only">
            Span
          </div>
          <div role="columnheader" className="max-md:col-span-2">
            <span className="sr-only">Time since the start</span>
            <TimeAxis ticks={ticks} />
          </div>
          <div role="columnheader" className="text-right max-md:sr-only">
            Duration
          </div>
        </div>
        {shown.map((row) => (
          <WaterfallRow
            key={row.id}
            row={row}
            isFolded={folded.has(row.id)}
            isTabStop={row.id === tabStop}
            isOpen={row.id === openId}
            hasService={services.length > 1}
          />
        ))}
      </div>
    </div>
  );
}

function closestRow(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-span]') : null;
}

function rowOf(grid: HTMLElement | null, id: string | null): HTMLElement | null {
  return id === null ? null : (grid?.querySelector<HTMLElement>(`[data-span="${CSS.escape(id)}"]`) ?? null);
}
