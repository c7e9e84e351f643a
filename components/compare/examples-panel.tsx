'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ListView } from '#components/ui/list-view.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { comparedExamplesQuery } from '#lib/client/compare.ts';
import { runQuery } from '#lib/client/runs.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import { readChoice } from '#lib/view-models/choice.ts';
import { embedderName } from '#lib/view-models/embedder.ts';
import type { CategoryRow, ComparedRow } from '#lib/view-models/run-comparison.ts';
import { ComparedExampleItem } from './compared-example-item.tsx';
import { CHANGES, ExamplesToolbar } from './examples-toolbar.tsx';

const NOTHING = {
  regressed: 'No example got worse',
  improved: 'No example got better',
  all: 'There are no examples',
};

interface ExamplesPanelProps {
  rows: readonly ComparedRow[];
  categories: readonly CategoryRow[];
}

/** The examples of the reference and one other run, those that changed most first. */
export function ExamplesPanel({ rows, categories }: ExamplesPanelProps) {
  const [params] = useUrlState();
  const [reference, ...others] = rows;
  const current = others.find(({ id }) => id === params.get('with')) ?? others[0];
  if (!reference || !current) return null;
  return (
    <Panel
      id="compared-examples"
      title={`Examples: ${reference.letter} and ${current.letter}`}
      description={`What ${reference.name} (${reference.letter}) and ${current.name} (${current.letter}) answered to the same prompts; the largest change of the score comes first.`}
    >
      <ExamplesToolbar others={others} current={current} categories={categories} />
      <Examples key={`${reference.id} ${current.id}`} reference={reference} current={current} />
    </Panel>
  );
}

function Examples({ reference, current }: { reference: ComparedRow; current: ComparedRow }) {
  const [params] = useUrlState();
  const change = readChoice(params.get('change'), CHANGES, 'regressed');
  const query = useInfiniteQuery(
    comparedExamplesQuery(reference.id, current.id, { change, category: params.get('category') }),
  );
  const { data: run } = useQuery(runQuery(reference.id));
  const names = {
    reference: `${reference.letter} · ${reference.name}`,
    current: `${current.letter} · ${current.name}`,
  };
  return (
    <ListView
      query={query}
      what="the examples"
      skeleton={<ExamplesSkeleton />}
      empty={<EmptyState icon={SearchX} title={NOTHING[change]} className="border-t border-line" />}
    >
      {(examples) => (
        <ul aria-label="Compared examples" className="divide-y divide-line border-t border-line">
          {examples.map((example) => (
            <ComparedExampleItem
              key={example.id}
              example={example}
              names={names}
              embedder={embedderName(run?.signature ?? null)}
            />
          ))}
        </ul>
      )}
    </ListView>
  );
}

function ExamplesSkeleton() {
  return (
    <div className="flex flex-col gap-3 border-t border-line p-4">
      {Array.from({ length: 5 }, (_, index) => (
        <Skeleton key={index} className="h-9 w-full" />
      ))}
    </div>
  );
}
