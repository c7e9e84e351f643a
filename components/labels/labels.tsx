'use client';

import { EyeOff, Inbox, Lock, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useEffectEvent, useRef } from 'react';
import { Banner } from '#components/ui/banner.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { NextLabel } from '#lib/contracts/evaluations.ts';
import { actionOfKey } from '#lib/view-models/labelling.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { LabelBar } from './label-bar.tsx';
import { LabelExchange } from './label-exchange.tsx';
import { ProgressPanel } from './progress-panel.tsx';
import { RevealBar } from './reveal-bar.tsx';
import { RubricPanel } from './rubric-panel.tsx';
import { useLabelQueue } from './use-label-queue.ts';

/** The queue of exchanges that want a person's label. */
export function Labels({ canLabel }: { canLabel: boolean }) {
  if (canLabel) return <LabelQueue />;
  return (
    <div className="flex flex-col gap-4">
      <ProgressPanel progress={null} />
      <div className="flex flex-col rounded-lg border border-line bg-surface">
        <EmptyState icon={Lock} title="You can look, but not label">
          Labels correct the figures that others rely on, so they take the role of an editor. An administrator
          can give it to you under Settings, Users. What labels said so far is on the{' '}
          <Link href="/evaluations" className="text-accent underline">
            evaluations page
          </Link>
          .
        </EmptyState>
      </div>
    </div>
  );
}

function LabelQueue() {
  const commentRef = useRef<HTMLTextAreaElement>(null);
  const queue = useLabelQueue(() => requestAnimationFrame(() => commentRef.current?.focus()));
  const { next, item, state, step, act, isSending } = queue;

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const action = actionOfKey(event);
    if (action === null || event.defaultPrevented || event.repeat || isTyping(event) || queue.isHelpOpen)
      return;
    if (event.key === 'Enter' && isPressable(event)) return;
    event.preventDefault();
    act(action);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  // The next exchange is read from its beginning.
  const top = useRef<HTMLDivElement>(null);
  const chatId = item?.chat_id;
  useEffect(() => {
    if (window.scrollY > 0) top.current?.scrollIntoView({ block: 'start' });
  }, [chatId]);

  return (
    <div ref={top} className="flex flex-col gap-4">
      <QueryView query={next} what="the queue" skeleton={<QueueSkeleton />}>
        {(data) => (
          <>
            <ProgressPanel progress={data.progress} />
            {item === null && queue.isOnItsWay ? (
              <NextOne error={next.error} isFetching={next.isFetching} onRetry={() => void next.refetch()} />
            ) : item === null ? (
              <NothingWaits data={data} canUndo={state.last !== null} onUndo={() => act({ do: 'undo' })} />
            ) : (
              <>
                {queue.isAgain ? (
                  <Banner tone="warning" role="status">
                    <TriangleAlert aria-hidden="true" />
                    <p>
                      You take your last label up again, and have seen the judge’s score. Change it only if
                      your finger slipped.
                    </p>
                  </Banner>
                ) : null}
                <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
                  <LabelExchange key={item.chat_id} item={item} />
                  <RubricPanel
                    rubric={data.rubric}
                    points={state.draft.criteria}
                    isFixed={state.given !== null || isSending}
                    onScore={(id, points) => step({ type: 'criterion', id, points })}
                  />
                </div>
                <section
                  aria-label="Your label"
                  className="sticky bottom-2 z-10 rounded-lg border border-line bg-surface px-3 py-2.5 shadow-pop sm:px-4"
                >
                  {queue.error ? (
                    <p role="alert" className="mb-2 text-sm wrap-anywhere text-negative">
                      Not stored. {queue.error.message}
                    </p>
                  ) : null}
                  {state.given ? (
                    <RevealBar given={state.given} onAction={act} />
                  ) : (
                    <>
                      <LabelBar
                        comment={queue.comment}
                        commentRef={commentRef}
                        onComment={(text) => step({ type: 'comment', text })}
                        canUndo={state.last !== null}
                        isSending={isSending}
                        onAction={act}
                      />
                      <p className="mt-2 flex items-center gap-1.5 text-xs text-muted">
                        <EyeOff aria-hidden="true" className="size-3.5 shrink-0" />
                        The model and the judge’s score are hidden until your label is stored, so that they
                        don’t lead you.
                      </p>
                    </>
                  )}
                </section>
              </>
            )}
          </>
        )}
      </QueryView>
      <KeysDialog isOpen={queue.isHelpOpen} onClose={queue.closeHelp} />
    </div>
  );
}

/** While the next exchange is on its way, or didn't come. */
function NextOne({
  error,
  isFetching,
  onRetry,
}: {
  error: Error | null;
  isFetching: boolean;
  onRetry: () => void;
}) {
  if (error === null) return <QueueSkeleton />;
  return (
    <div className="flex flex-col rounded-lg border border-line bg-surface">
      <ErrorState
        title="Could not load the next exchange"
        error={error}
        isRetrying={isFetching}
        onRetry={onRetry}
      />
    </div>
  );
}

interface NothingWaitsProps {
  data: NextLabel;
  canUndo: boolean;
  onUndo: () => void;
}

function NothingWaits({ data, canUndo, onUndo }: NothingWaitsProps) {
  const { waiting, labelled } = data.progress;
  return (
    <div className="flex flex-col rounded-lg border border-line bg-surface">
      <EmptyState
        icon={Inbox}
        title={labelled + waiting === 0 ? 'Nothing to label yet' : 'You have labelled everything that waits'}
      >
        {labelled + waiting === 0
          ? 'The judge scores a sample of the exchanges that go through the gateway; of those a random part comes here.'
          : waiting > 0
            ? 'What still waits wants the label of somebody else, so that people can be compared.'
            : 'New exchanges come as the judge scores more traffic.'}
        <span className="mt-4 flex flex-wrap justify-center gap-2">
          {canUndo ? <Button onClick={onUndo}>Undo the last label</Button> : null}
          <Button asChild>
            <Link href="/evaluations">See what labels say</Link>
          </Button>
        </span>
      </EmptyState>
    </div>
  );
}

function isTyping({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="dialog"], [role="menu"]') !== null || target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return target.type !== 'radio';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function isPressable({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.closest('button, a, summary') !== null;
}

function QueueSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-20" />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <Skeleton className="h-96" />
        <Skeleton className="h-96" />
      </div>
      <Skeleton className="h-16" />
    </div>
  );
}
