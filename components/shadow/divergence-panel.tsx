'use client';

import { useQuery } from '@tanstack/react-query';
import { Equal } from 'lucide-react';
import { Answers } from '#components/overview/answers.tsx';
import { DeltaValue } from '#components/overview/delta-value.tsx';
import { DisclosureItem } from '#components/ui/disclosure-item.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { divergingEvalsQuery } from '#lib/client/queries.ts';
import type { ShadowEvalItem } from '#lib/contracts/shadow.ts';
import { prepareDivergence, prepareDivergenceLine } from '#lib/view-models/divergence.ts';
import { readPrompt } from '#lib/view-models/prompt.ts';

interface DivergencePanelProps {
  model: string;
  /** Answers less alike than this diverge. */
  similarity: number;
}

/** The pairs of answers that have least in common; each opens to both side by side. */
export function DivergencePanel({ model, similarity }: DivergencePanelProps) {
  const query = useQuery(divergingEvalsQuery(model));
  return (
    <Panel
      id="divergence-heading"
      title="Answers that diverge most"
      description="The least alike first; open one for both answers side by side, with what changed in their words"
    >
      <QueryView
        query={query}
        what="the diverging answers"
        skeleton={<RowsSkeleton count={3} cells={['h-4 flex-1', 'h-4 w-24']} />}
      >
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={Equal} title="No answers diverge" className="border-t border-line">
              No pair of answers is less alike than {similarity} (ROUGE-L, 0 to 1).
            </EmptyState>
          ) : (
            <ul aria-labelledby="divergence-heading" className="divide-y divide-line border-t border-line">
              {items.map((item) => (
                <Item key={item.id} item={item} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  );
}

function Item({ item }: { item: ShadowEvalItem }) {
  const { row, scores } = prepareDivergenceLine(item);
  return (
    <DisclosureItem
      title={row.excerpt}
      note={`${row.similarity} alike`}
      aside={
        <>
          <DeltaValue delta={item.delta} />
          <span className="block text-xs text-muted">{scores}</span>
        </>
      }
    >
      {() => <Pair item={item} />}
    </DisclosureItem>
  );
}

function Pair({ item }: { item: ShadowEvalItem }) {
  const { diff, note } = prepareDivergence(item);
  return (
    <div className="flex flex-col gap-3">
      {item.prompt === null ? null : (
        <div
          role="group"
          aria-label="Prompt"
          // A long prompt scrolls within its box, by keyboard too.
          tabIndex={0}
          className="flex max-h-48 flex-col gap-2 overflow-y-auto rounded-md border border-line bg-page px-3 py-2.5"
        >
          {readPrompt(item.prompt).map((part, index) => (
            <p key={index} dir="auto" className="text-base wrap-anywhere whitespace-pre-wrap">
              {part.role === null ? null : (
                <span className="block text-xs font-medium text-muted">{part.role}</span>
              )}
              {part.text}
            </p>
          ))}
        </div>
      )}
      {note === null ? null : <p className="text-sm text-muted">{note}</p>}
      <Answers item={item} diff={diff} />
    </div>
  );
}
