'use client';

import { ArrowDown, ArrowUp, Minus } from 'lucide-react';
import { DisclosureItem } from '#components/ui/disclosure-item.tsx';
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
  const view = prepareComparedExample(example);
  const Icon = ICONS[view.direction];
  return (
    <DisclosureItem
      title={view.excerpt}
      note={`${view.category} · ${example.id}${view.note === null ? '' : ` · ${view.note}`}`}
      aside={
        <>
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
        </>
      }
    >
      {() => <ExampleDiff example={example} names={names} embedder={embedder} />}
    </DisclosureItem>
  );
}
