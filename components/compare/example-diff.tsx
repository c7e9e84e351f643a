'use client';

import { useState, type ReactNode } from 'react';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import type { ComparedExample } from '#lib/contracts/comparisons.ts';
import { mostChanged, pairAnswers } from '#lib/view-models/example-diff.ts';
import { readPrompt } from '#lib/view-models/prompt.ts';
import { AnswerSide } from './answer-side.tsx';
import { ScoreTable } from './score-table.tsx';

interface ExampleDiffProps {
  example: ComparedExample;
  /** What the two sides are called, such as "Baseline" and "This run". */
  names: { reference: string; current: string };
  /** What the runs' embedder score is called. */
  embedder: string;
}

/** One example on both sides: prompt, reference, scores by metric, and both answers with what changed between them. */
export function ExampleDiff({ example, names, embedder }: ExampleDiffProps) {
  const pairs = pairAnswers(example, embedder);
  const [chosen, setChosen] = useState(() => mostChanged(pairs));
  const pair = pairs.find(({ repeat }) => repeat === chosen) ?? pairs[0];
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 md:grid-cols-2">
        <Given title="Prompt">
          {readPrompt(example.prompt).map((part, index) => (
            <div key={index}>
              {part.role === null ? null : <p className="text-xs font-medium text-muted">{part.role}</p>}
              <Text>{part.text}</Text>
            </div>
          ))}
        </Given>
        <Given title="Reference answer">
          <Text>{example.reference_response}</Text>
        </Given>
      </div>
      {pairs.length > 1 ? (
        <SegmentedControl
          label="Which of the answers"
          value={String(pair?.repeat ?? 0)}
          options={pairs.map(({ repeat, name }) => ({ id: String(repeat), label: name }))}
          onChange={(id) => setChosen(Number(id))}
          className="w-fit max-w-full overflow-x-auto"
        />
      ) : null}
      {pair ? (
        <>
          <ScoreTable lines={pair.scores} names={names} />
          {pair.note === null ? null : <p className="text-sm text-muted">{pair.note}</p>}
          <div className="grid gap-4 md:grid-cols-2">
            <AnswerSide title={names.reference} answer={pair.reference} diff={pair.diff} side="before" />
            <AnswerSide title={names.current} answer={pair.current} diff={pair.diff} side="after" />
          </div>
        </>
      ) : null}
    </div>
  );
}

function Given({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h4 className="mb-1 text-xs font-medium text-muted">{title}</h4>
      <div
        role="group"
        aria-label={title}
        // A long text scrolls within its box, by keyboard too.
        tabIndex={0}
        className="flex max-h-72 flex-col gap-2 overflow-y-auto rounded-md border border-line bg-page px-3 py-2.5"
      >
        {children}
      </div>
    </section>
  );
}

/** Somebody else's text in any script: its own direction, its own lines, broken wherever it must be. */
function Text({ children }: { children: string }) {
  return (
    <p dir="auto" className="text-base wrap-anywhere whitespace-pre-wrap">
      {children}
    </p>
  );
}
