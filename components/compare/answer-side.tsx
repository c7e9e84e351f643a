import { CircleX } from 'lucide-react';
import { CheckList } from '#components/run/check-list.tsx';
import { JudgeVerdicts } from '#components/run/judge-verdicts.tsx';
import { Banner } from '#components/ui/banner.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { WordDiff } from '#components/ui/word-diff.tsx';
import type { ScoredAnswer } from '#lib/contracts/scores.ts';
import { diffWords, type WordDiff as Diff } from '#lib/view-models/word-diff.ts';

interface AnswerSideProps {
  title: string;
  answer: ScoredAnswer | null;
  /** Null unless both sides have an answer. */
  diff: Diff | null;
  side: 'before' | 'after';
}

/** One run's answer, with what the other one has differently, its checks and what the judge said. */
export function AnswerSide({ title, answer, diff, side }: AnswerSideProps) {
  const text = answer?.answer ?? null;
  return (
    <article aria-label={title} className="min-w-0 self-start rounded-md border border-line">
      <header className="flex min-h-10 items-center justify-between gap-2 border-b border-line py-1 pr-1 pl-3">
        <h4 className="min-w-0 text-sm font-medium wrap-anywhere">{title}</h4>
        {text === null ? null : <CopyButton text={text} label={`Copy the answer of ${title}`} />}
      </header>
      {answer === null ? (
        <p className="px-3 py-2.5 text-sm text-muted">This run has no such answer.</p>
      ) : null}
      {answer?.error ? (
        <Banner tone="negative" className="m-3">
          <CircleX aria-hidden="true" />
          <p className="wrap-anywhere">{answer.error}</p>
        </Banner>
      ) : null}
      {text === null ? null : (
        <WordDiff diff={diff ?? diffWords(text, text)} show={side} className="px-3 py-2.5" />
      )}
      {answer === null ? null : (
        <>
          <CheckList checks={answer.checks} />
          <JudgeVerdicts samples={answer.judge} />
        </>
      )}
    </article>
  );
}
