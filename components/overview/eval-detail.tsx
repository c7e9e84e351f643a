import { CircleSlash, ShieldAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Banner } from '#components/ui/banner.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { ShadowEvalItem } from '#lib/contracts/shadow.ts';
import { prepareCriteria } from '#lib/view-models/criteria.ts';
import { prepareEvalRow } from '#lib/view-models/eval-row.ts';
import { readPrompt } from '#lib/view-models/prompt.ts';
import { Answers } from './answers.tsx';
import { Criteria } from './criteria.tsx';
import { EvalFacts } from './eval-facts.tsx';
import { EvalScores } from './eval-scores.tsx';

/** Everything about one evaluation: scores, prompt, both answers, and what the judge said of each. */
export function EvalDetail({ item }: { item: ShadowEvalItem }) {
  const { missingReason } = prepareEvalRow(item);
  const criteria = prepareCriteria(item.prod_judgement, item.shadow_judgement);
  const isSuspect = [item.prod_judgement, item.shadow_judgement].some((side) => side?.injection_suspected);
  return (
    <div className="flex flex-col gap-6 p-4 md:p-6">
      <EvalScores item={item} />
      {missingReason === null ? null : (
        <Banner tone="warning">
          <CircleSlash aria-hidden="true" />
          <p>
            <strong className="font-semibold">Not scored.</strong> {missingReason}
          </p>
        </Banner>
      )}
      {isSuspect ? (
        <Banner tone="negative">
          <ShieldAlert aria-hidden="true" />
          <p>The judge suspects that an answer addresses it. Read the texts below with that in mind.</p>
        </Banner>
      ) : null}
      <Section
        title="Prompt"
        aside={item.prompt === null ? null : <CopyButton text={item.prompt} label="Copy the prompt" />}
      >
        <Prompt prompt={item.prompt} />
      </Section>
      <Section title="Answers">
        <Answers item={item} />
      </Section>
      {criteria.length > 0 ? (
        <Section title="Judge">
          <Criteria rows={criteria} />
        </Section>
      ) : null}
      <Section title="Details">
        <EvalFacts item={item} />
      </Section>
    </div>
  );
}

function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <div className="mb-2 flex min-h-8 items-center justify-between">
        <h3 className="text-base font-semibold">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}

function Prompt({ prompt }: { prompt: string | null }) {
  if (prompt === null) return <p className="text-sm text-muted">The text is not stored.</p>;
  return (
    <div className="divide-y divide-line rounded-md border border-line bg-page">
      {readPrompt(prompt).map((part, index) => (
        <div key={index} className="px-3 py-2.5">
          {part.role === null ? null : <p className="mb-0.5 text-xs font-medium text-muted">{part.role}</p>}
          <p className="text-base wrap-anywhere whitespace-pre-wrap">{part.text}</p>
        </div>
      ))}
    </div>
  );
}
