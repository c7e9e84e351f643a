import type { ReactNode } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { RunDetail, RunExample } from '#lib/contracts/runs.ts';
import { embedderName } from '#lib/view-models/embedder.ts';
import { formatCost, formatLatency, formatScore } from '#lib/view-models/format.ts';
import { readPrompt } from '#lib/view-models/prompt.ts';
import { sentenceCase } from '#lib/view-models/words.ts';
import { AnswerCard } from './answer-card.tsx';

/** Everything about one example of a run: scores, prompt, reference, and every answer with its checks and judgement. */
export function ExampleDetail({ run, example }: { run: RunDetail; example: RunExample }) {
  const { answers } = example;
  return (
    <div className="flex flex-col gap-6 p-4 md:p-6">
      <Scores run={run} example={example} />
      <div className="grid gap-6 md:grid-cols-2 md:gap-4">
        <Section title="Prompt" aside={<CopyButton text={example.prompt} label="Copy the prompt" />}>
          <div className="divide-y divide-line rounded-md border border-line bg-page">
            {readPrompt(example.prompt).map((part, index) => (
              <div key={index} className="px-3 py-2.5">
                {part.role === null ? null : (
                  <p className="mb-0.5 text-xs font-medium text-muted">{part.role}</p>
                )}
                <Text>{part.text}</Text>
              </div>
            ))}
          </div>
        </Section>
        <Section
          title="Reference"
          aside={<CopyButton text={example.reference_response} label="Copy the reference" />}
        >
          <div className="rounded-md border border-line bg-page px-3 py-2.5">
            <Text>{example.reference_response}</Text>
          </div>
        </Section>
      </div>
      <Section title={answers.length === 1 ? 'Answer' : `${answers.length} answers`}>
        <div className="flex flex-col gap-4">
          {answers.map((answer) => (
            <AnswerCard
              key={answer.repeat}
              answer={answer}
              isOnly={answers.length === 1}
              embedder={embedderName(run.signature)}
            />
          ))}
        </div>
      </Section>
      <p className="text-xs wrap-anywhere text-muted">
        {sentenceCase(example.category)} · source {example.source}
        {example.group === null ? '' : ` · group ${example.group}`}
      </p>
    </div>
  );
}

function Scores({ run, example }: { run: RunDetail; example: RunExample }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line sm:grid-cols-3 md:grid-cols-6">
      <Score name="Score">{formatScore(example.composite)}</Score>
      <Score name="Judge">{formatScore(example.judge_score)}</Score>
      <Score name="ROUGE-L">{formatScore(example.rouge_l)}</Score>
      <Score name={embedderName(run.signature)}>{formatScore(example.embedding)}</Score>
      <Score name="Latency">{formatLatency(example.latency_ms)}</Score>
      <Score name="Cost">{formatCost(example.cost_usd)}</Score>
    </dl>
  );
}

function Score({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="bg-surface px-3 py-2.5">
      <dt className="truncate text-xs text-muted">{name}</dt>
      <dd className="mt-0.5 text-lg font-semibold tabular-nums">{children}</dd>
    </div>
  );
}

function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <div className="mb-2 flex min-h-8 items-center justify-between">
        <h3 className="text-base font-semibold">{title}</h3>
        {aside}
      </div>
      {children}
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
