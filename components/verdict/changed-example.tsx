'use client';

import { ArrowRight, ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { ExampleDiff } from '#components/compare/example-diff.tsx';
import { DeltaValue } from '#components/overview/delta-value.tsx';
import { cn } from '#lib/client/cn.ts';
import type { ComparedExample } from '#lib/contracts/comparisons.ts';
import { formatScore } from '#lib/view-models/format.ts';
import { excerptOf } from '#lib/view-models/prompt.ts';
import { sentenceCase } from '#lib/view-models/words.ts';

const NAMES = { reference: 'Baseline', current: 'This run' };

interface ChangedExampleProps {
  example: ComparedExample;
  embedder: string;
  isOpen: boolean;
  onToggle: () => void;
}

/** One example in a line; opened, both answers side by side. */
export function ChangedExample({ example, embedder, isOpen, onToggle }: ChangedExampleProps) {
  const id = useId();
  return (
    <li>
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={onToggle}
          className="flex w-full items-start gap-2 px-4 py-2.5 text-left text-sm font-normal transition-colors hover:bg-raised/60"
        >
          <ChevronRight
            aria-hidden="true"
            className={cn('mt-0.5 size-4 shrink-0 text-muted transition-transform', isOpen && 'rotate-90')}
          />
          <span className="min-w-0 flex-1">
            <bdi className="line-clamp-1 font-medium wrap-anywhere">
              {excerptOf(example.prompt) || '(empty)'}
            </bdi>
            <span className="line-clamp-1 text-xs wrap-anywhere text-muted">
              <bdi>{sentenceCase(example.category)}</bdi> · <bdi className="font-mono">{example.id}</bdi>
            </span>
          </span>
          <span className="flex shrink-0 items-center gap-3 tabular-nums max-sm:flex-col max-sm:items-end max-sm:gap-0">
            <DeltaValue delta={example.delta} />
            <span className="inline-flex items-center gap-1 text-xs text-muted">
              {formatScore(example.reference?.composite ?? null)}
              <ArrowRight aria-label="to" className="size-3" />
              {formatScore(example.current?.composite ?? null)}
            </span>
          </span>
        </button>
      </h3>
      <div id={id}>
        {isOpen ? (
          <div className="px-4 pt-1 pb-5 md:pl-10">
            <ExampleDiff example={example} names={NAMES} embedder={embedder} />
          </div>
        ) : null}
      </div>
    </li>
  );
}
