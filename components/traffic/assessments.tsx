import { Check, Minus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { JudgeVerdicts } from '#components/run/judge-verdicts.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { Evaluation } from '#lib/contracts/evaluations.ts';
import {
  prepareAssessments,
  type Assessment,
  type LabelAssessment,
  type RulesAssessment,
} from '#lib/view-models/assessments.ts';
import { LongText } from './long-text.tsx';

/** What the judge, people and rules found out about one answer, with what each of them goes by. */
export function Assessments({ evaluations }: { evaluations: readonly Evaluation[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {prepareAssessments(evaluations).map((assessment) => (
        <li key={assessment.key} className="rounded-md border border-line text-sm">
          <Head assessment={assessment}>
            {assessment.kind === 'label' && assessment.isChosen ? (
              <Badge tone="neutral">chosen, not of the queue</Badge>
            ) : null}
            {assessment.kind === 'judge' && assessment.isInjectionSuspected ? (
              <Badge tone="negative">speaks to its judge</Badge>
            ) : null}
          </Head>
          {assessment.failure === null ? null : (
            <div className="border-t border-line px-3 py-2 text-muted">
              <LongText text={assessment.failure} />
            </div>
          )}
          {assessment.kind === 'judge' ? <JudgeVerdicts samples={assessment.samples} /> : null}
          {assessment.kind === 'label' ? <Label label={assessment} /> : null}
          {assessment.kind === 'rules' ? <Checks checks={assessment.checks} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Head({ assessment, children }: { assessment: Assessment; children: ReactNode }) {
  const { who, score, timeMs } = assessment;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
      <strong className="font-semibold tabular-nums">
        {assessment.kind === 'label' ? assessment.given : score}
      </strong>
      <bdi className="min-w-0 wrap-anywhere">{who}</bdi>
      {children}
      <span className="ml-auto text-muted">
        <RelativeTime timeMs={timeMs} />
      </span>
    </div>
  );
}

function Label({ label: { criteria, comment } }: { label: LabelAssessment }) {
  if (criteria.length === 0 && comment === null) return null;
  return (
    <div className="border-t border-line px-3 py-2">
      {criteria.length === 0 ? null : <p className="text-muted">{criteria.join(', ')}</p>}
      {comment === null ? null : <LongText text={comment} />}
    </div>
  );
}

const OUTCOMES = {
  failed: { icon: X, word: 'Failed', tone: 'text-negative' },
  passed: { icon: Check, word: 'Passed', tone: 'text-positive' },
  not_applicable: { icon: Minus, word: 'Does not apply', tone: 'text-muted' },
} as const;

function Checks({ checks }: { checks: RulesAssessment['checks'] }) {
  return (
    <ul className="flex flex-col gap-1.5 border-t border-line px-3 py-2.5">
      {checks.map(({ name, outcome, finding }) => {
        const { icon: Icon, word, tone } = OUTCOMES[outcome];
        return (
          <li key={name} className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2">
            <Icon aria-hidden="true" className={`mt-0.5 size-4 ${tone}`} />
            <p className="min-w-0 wrap-anywhere">
              <span className="sr-only">{word}: </span>
              <span className="font-medium">{name}</span>{' '}
              <span dir="auto" className="text-muted">
                {finding}
              </span>
            </p>
          </li>
        );
      })}
    </ul>
  );
}
