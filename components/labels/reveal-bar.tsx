'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowRight, CornerUpLeft } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { judgeScoreQuery } from '#lib/client/labels.ts';
import type { GivenLabel } from '#lib/view-models/label-queue.ts';
import { prepareReveal, type LabelAction } from '#lib/view-models/labelling.ts';

/** One's own label beside the judge's score, which is asked for only now. */
export function RevealBar({
  given,
  onAction,
}: {
  given: GivenLabel;
  onAction: (action: LabelAction) => void;
}) {
  const judge = useQuery(judgeScoreQuery(given.item));
  const reveal = judge.data === undefined ? null : prepareReveal(given, judge.data.score);
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <div role="status" className="flex flex-wrap items-baseline gap-x-5 gap-y-1 text-sm">
        <Figure name="You" value={reveal?.mine ?? given.words} />
        <Figure name="Judge" value={reveal?.judge ?? (judge.error ? 'could not be loaded' : '…')} />
        {reveal?.difference == null ? null : <Figure name="Difference" value={reveal.difference} />}
        {reveal === null ? null : <p className="text-muted">{reveal.words}</p>}
      </div>
      <div className="ml-auto flex gap-1">
        <Button variant="ghost" aria-keyshortcuts="u" onClick={() => onAction({ do: 'undo' })}>
          <CornerUpLeft aria-hidden="true" />
          Undo
        </Button>
        <Button variant="primary" aria-keyshortcuts="Enter n" onClick={() => onAction({ do: 'next' })}>
          Next
          <ArrowRight aria-hidden="true" />
        </Button>
      </div>
    </div>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <p className="flex items-baseline gap-1.5">
      <span className="text-muted">{name}</span>
      <strong className="text-base font-semibold tabular-nums">{value}</strong>
    </p>
  );
}
