'use client';

import { CircleX, EyeOff } from 'lucide-react';
import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import { TraceSection } from '#components/trace/trace-section.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Banner } from '#components/ui/banner.tsx';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import type { ChatLogDetail } from '#lib/contracts/chat-logs.ts';
import { formatScore } from '#lib/view-models/format.ts';
import { readPrompt } from '#lib/view-models/prompt.ts';
import { Assessments } from './assessments.tsx';
import { ChatFacts } from './chat-facts.tsx';
import { LongText } from './long-text.tsx';
import { StatusWord } from './status-word.tsx';

const VIEWS = [
  { id: 'messages', label: 'Messages' },
  { id: 'json', label: 'JSON' },
];

/** Everything about one exchange: what was asked and answered, what it took, and what was found out about it since. */
export function ChatDetail({ item, onGo }: { item: ChatLogDetail; onGo: (id: string) => void }) {
  const [view, setView] = useState('messages');
  const { session_newer: later, session_older: earlier } = item.neighbours;
  return (
    <div className="flex flex-col gap-6 p-4 md:p-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <StatusWord status={item.status} httpStatus={item.http_status} />
        <RelativeTime timeMs={Date.parse(item.created_at)} />
        <span className="min-w-0 truncate font-mono text-xs text-muted">{item.model_version}</span>
        <SegmentedControl label="View" value={view} options={VIEWS} onChange={setView} className="ml-auto" />
      </div>
      {item.error === null ? null : (
        <Banner tone="negative">
          <CircleX aria-hidden="true" />
          <div className="min-w-0">
            <LongText text={item.error} />
          </div>
        </Banner>
      )}
      <PrivacyNote mode={item.privacy} />
      {view === 'json' ? <Raw item={item} /> : <Messages item={item} />}
      {earlier === null && later === null ? null : (
        <div className="flex flex-wrap gap-2">
          {earlier === null ? null : <Button onClick={() => onGo(earlier)}>Earlier in this session</Button>}
          {later === null ? null : <Button onClick={() => onGo(later)}>Later in this session</Button>}
        </div>
      )}
      <Section title="Evaluation">
        {item.assessments.length === 0 ? (
          <p className="text-sm text-muted">This answer was not evaluated.</p>
        ) : (
          <Assessments evaluations={item.assessments} />
        )}
      </Section>
      <Section title="Against the candidate">
        <ShadowEvaluations item={item} />
      </Section>
      <Section title="Feedback">
        <FeedbackList item={item} />
      </Section>
      <Section title="Trace">
        <TraceSection id={item.trace_id} />
      </Section>
      <Section title="Details">
        <ChatFacts item={item} />
      </Section>
    </div>
  );
}

const PRIVACY_NOTES: Record<ChatLogDetail['privacy'], string | null> = {
  full: null,
  redacted:
    'Personal data was replaced before this exchange was stored (privacy mode redacted): words such as [email] stand for what was found.',
  hash_only:
    'The texts of this exchange were not stored (privacy mode hash_only): there are its figures and the hash of its prompt.',
};

/** What was kept back when the exchange was stored. */
function PrivacyNote({ mode }: { mode: ChatLogDetail['privacy'] }) {
  const note = PRIVACY_NOTES[mode];
  if (note === null) return null;
  return (
    <Banner tone="neutral">
      <EyeOff aria-hidden="true" />
      <p>{note}</p>
    </Banner>
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

function Messages({ item }: { item: ChatLogDetail }) {
  const answer = item.response;
  return (
    <>
      <Section
        title="Prompt"
        aside={item.prompt === null ? null : <CopyButton text={item.prompt} label="Copy the prompt" />}
      >
        {item.prompt === null ? (
          <p className="text-sm text-muted">The text is not stored.</p>
        ) : (
          <div className="divide-y divide-line rounded-md border border-line bg-page">
            {readPrompt(item.prompt).map((part, index) => (
              <div key={index} className="px-3 py-2.5">
                {part.role === null ? null : (
                  <p className="mb-0.5 text-xs font-medium text-muted">{part.role}</p>
                )}
                <LongText text={part.text} />
              </div>
            ))}
          </div>
        )}
      </Section>
      <Section
        title="Answer"
        aside={answer === null ? null : <CopyButton text={answer} label="Copy the answer" />}
      >
        {answer === null ? (
          <p className="text-sm text-muted">
            {item.status === 'ok' ? 'The text is not stored.' : 'There was none.'}
          </p>
        ) : (
          <div className="rounded-md border border-line px-3 py-2.5">
            <LongText text={answer} />
          </div>
        )}
      </Section>
    </>
  );
}

/** The exchange as the API gives it. */
function Raw({ item }: { item: ChatLogDetail }) {
  const text = JSON.stringify(item, null, 2);
  return (
    <Section title="JSON" aside={<CopyButton text={text} label="Copy the JSON" />}>
      <div className="rounded-md border border-line bg-page px-3 py-2.5">
        <LongText text={text} isCode />
      </div>
    </Section>
  );
}

function ShadowEvaluations({ item }: { item: ChatLogDetail }) {
  if (item.evaluations.length === 0)
    return (
      <p className="text-sm text-muted">
        {item.sampled
          ? 'Sampled for shadow traffic, but not evaluated yet.'
          : 'Not sampled for shadow traffic.'}
      </p>
    );
  return (
    <ul className="divide-y divide-line rounded-md border border-line text-sm">
      {item.evaluations.map((evaluation) => (
        <li key={evaluation.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
          <span>
            Production{' '}
            <strong className="font-semibold tabular-nums">{formatScore(evaluation.prod_score)}</strong>
          </span>
          <span>
            {evaluation.shadow_model}{' '}
            <strong className="font-semibold tabular-nums">{formatScore(evaluation.shadow_score)}</strong>
          </span>
          {evaluation.status === 'missing' ? (
            <Badge tone="warning">{evaluation.missing_reason ?? 'missing'}</Badge>
          ) : null}
          <Link href={`/?eval=${evaluation.id}`} className="ml-auto text-accent underline">
            Open evaluation
          </Link>
        </li>
      ))}
    </ul>
  );
}

function FeedbackList({ item }: { item: ChatLogDetail }) {
  if (item.feedback.length === 0) return <p className="text-sm text-muted">Nobody rated this answer.</p>;
  return (
    <ul className="divide-y divide-line rounded-md border border-line text-sm">
      {item.feedback.map((feedback) => (
        <li key={feedback.user_id ?? ''} className="px-3 py-2">
          <div className="flex flex-wrap items-center gap-x-3">
            <Badge tone={feedback.rating === 'up' ? 'positive' : 'negative'}>
              {feedback.rating === 'up' ? 'thumbs up' : 'thumbs down'}
            </Badge>
            <bdi className="text-muted">{feedback.user_id ?? 'no user named'}</bdi>
            <span className="ml-auto text-muted">
              <RelativeTime timeMs={Date.parse(feedback.updated_at)} />
            </span>
          </div>
          {feedback.comment ? <LongText text={feedback.comment} /> : null}
        </li>
      ))}
    </ul>
  );
}
