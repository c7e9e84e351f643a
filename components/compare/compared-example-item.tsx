'use client';

import { ArrowDown, ArrowUp, ChevronRight, Minus } from 'lucide-react';
import { useId, useState } from 'react';
import { cn } from '#lib/client/cn.ts';
import type { ComparedExample } from '#lib/contracts/comparisons.ts';
import { prepareComparedExample } from '#lib/view-models/compared-example.ts';
import { ExampleDiff } from './example-diff.tsx';

interface ComparedExampleItemProps {
  example: ComparedExample;
  names: { reference: string; current: string };
  embedder: string;
}

const ICONS = { up: ArrowUp, down: ArrowDown, none: Minus };

/** One example as a line that opens to both answers. */
export function ComparedExampleItem({ example, names, embedder }: ComparedExampleItemProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const view = prepareComparedExample(example);
  const Icon = ICONS[view.direction];
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
              {view.excerpt}
            </span>
            <span className="block text-xs wrap-anywhere text-muted">
              {view.category} · {example.id}
              {view.note === null ? '' : ` · ${view.note}`}
            </span>
          </span>
          <span className="shrink-0 text-right tabular-nums">
            <span
              className={cn(
                'flex items-center justify-end gap-1 font-medium',
                view.direction === 'up' && 'text-positive',
                view.direction === 'down' && 'text-negative',
              )}
            >
              <Icon aria-hidden="true" className="size-3.5" />
              {view.delta}
            </span>
            <span className="block text-xs text-muted">{view.scores}</span>
          </span>
        </button>
      </h3>
      <div id={id} hidden={!isOpen} className="px-4 pt-1 pb-5">
        {isOpen ? <ExampleDiff example={example} names={names} embedder={embedder} /> : null}
      </div>
    </li>
  );
}
