import { CircleSlash, CircleX, ShieldAlert } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { Banner } from '#components/ui/banner.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { ScoredAnswer } from '#lib/contracts/scores.ts';
import { prepareAnswer } from '#lib/view-models/run-answer.ts';
import { CheckList } from './check-list.tsx';
import { JudgeVerdicts } from './judge-verdicts.tsx';

interface AnswerCardProps {
  answer: ScoredAnswer;
  isOnly: boolean;
  embedder: string;
}

/** One answer with its scores, its checks and what the judge said of it. */
export function AnswerCard({ answer, isOnly, embedder }: AnswerCardProps) {
  const view = prepareAnswer(answer, embedder);
  return (
    <article aria-label={view.name} className="min-w-0 rounded-md border border-line">
      <header className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-1.5 pr-1 pl-3">
        {isOnly ? null : <h4 className="text-sm font-medium">{view.name}</h4>}
        <dl className="flex flex-1 flex-wrap gap-x-4 gap-y-0.5 text-xs text-muted tabular-nums">
          {view.facts.map(([name, value]) => (
            <div key={name} className="flex gap-1.5">
              <dt>{name}</dt>
              <dd className="font-medium text-text">{value}</dd>
            </div>
          ))}
        </dl>
        {answer.is_cached ? <Badge>from the cache</Badge> : null}
        {view.stopReason === null ? null : <Badge tone="warning">{view.stopReason}</Badge>}
        {answer.answer === null ? null : (
          <CopyButton text={answer.answer} label={`Copy ${view.name.toLowerCase()}`} />
        )}
      </header>
      {answer.error === null ? null : (
        <Banner tone="negative" className="m-3">
          <CircleX aria-hidden="true" />
          <p className="wrap-anywhere">{answer.error}</p>
        </Banner>
      )}
      {answer.answer === null ? null : (
        <p dir="auto" className="px-3 py-2.5 text-base wrap-anywhere whitespace-pre-wrap">
          {answer.answer === '' ? <span className="text-muted">(empty)</span> : answer.answer}
        </p>
      )}
      {view.isInjectionSuspected ? (
        <Banner tone="negative" className="mx-3 mb-3">
          <ShieldAlert aria-hidden="true" />
          <p>The judge suspects that this answer addresses it.</p>
        </Banner>
      ) : null}
      {answer.status === 'ok' && view.missing.length > 0 ? (
        <Banner tone="warning" className="mx-3 mb-3">
          <CircleSlash aria-hidden="true" />
          <ul className="wrap-anywhere">
            {view.missing.map(([name, reason]) => (
              <li key={name}>
                <strong className="font-semibold">{name} is missing:</strong> {reason}
              </li>
            ))}
          </ul>
        </Banner>
      ) : null}
      <CheckList checks={answer.checks} />
      <JudgeVerdicts samples={answer.judge} />
    </article>
  );
}
