'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { alertEventQuery } from '#lib/client/alerts.ts';
import { useUrlParam } from '#lib/client/use-url-param.ts';
import type { AlertEventDetail } from '#lib/contracts/alerts.ts';
import { prepareEventRow } from '#lib/view-models/alerts.ts';

/** The event that the address names with `?event=`, with what its channels answered. */
export function EventSheet() {
  const [id, setId] = useUrlParam('event');
  return (
    <Sheet
      isOpen={id !== null}
      onClose={() => setId(null, 'replace')}
      side="right"
      title="Alert event"
      className="w-full max-w-2xl"
    >
      {id === null ? null : <Loaded key={id} id={id} />}
    </Sheet>
  );
}

function Loaded({ id }: { id: string }) {
  const query = useQuery(alertEventQuery(id));
  return (
    <QueryView query={query} what="the event" skeleton={<Skeleton className="m-6 h-40" />}>
      {(event) => <Detail event={event} />}
    </QueryView>
  );
}

function Detail({ event }: { event: AlertEventDetail }) {
  const row = prepareEventRow(event);
  return (
    <div className="flex flex-col gap-5 p-4 md:p-6">
      <div>
        <p className="flex flex-wrap items-center gap-2 text-lg font-semibold">
          <bdi className="wrap-anywhere">{row.subject}</bdi>
          <Badge tone={row.kind.tone}>{row.kind.label}</Badge>
        </p>
        <p className="mt-1 text-sm wrap-anywhere text-muted">{event.detail}</p>
        {event.advice === null ? null : <p className="mt-2 text-sm wrap-anywhere">{event.advice}</p>}
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 text-sm">
        <Fact name="Value">
          {row.value} ({row.wanted})
        </Fact>
        <Fact name="When">
          <RelativeTime timeMs={row.timeMs} />
        </Fact>
        <Fact name="Rows behind it">{event.samples}</Fact>
        <Fact name="Sent">
          {row.outcome}: {row.reason}
        </Fact>
        <Fact name="More">
          <Link href={event.link} className="underline underline-offset-2">
            Show what is behind it
          </Link>
        </Fact>
      </dl>
      <Deliveries event={event} />
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere tabular-nums">{children}</dd>
    </>
  );
}

type Delivery = AlertEventDetail['deliveries'][number];
const STATES: Record<Delivery['state'], [label: string, tone: Tone]> = {
  queued: ['Waiting to be sent', 'neutral'],
  sending: ['Being sent', 'neutral'],
  waiting: ['Will be tried again', 'warning'],
  delivered: ['Delivered', 'positive'],
  failed: ['Given up', 'negative'],
};

function Deliveries({ event: { deliveries, outcome } }: { event: AlertEventDetail }) {
  if (deliveries.length === 0) {
    return outcome === 'sent' ? (
      <p className="text-sm text-muted">No channel was set up when this happened.</p>
    ) : null;
  }
  return (
    <section aria-labelledby="deliveries-heading">
      <h3 id="deliveries-heading" className="text-sm font-semibold">
        Channels
      </h3>
      <ul className="mt-2 divide-y divide-line rounded-md border border-line">
        {deliveries.map((delivery) => (
          <li key={delivery.id} className="px-3 py-2.5 text-sm">
            <p className="flex flex-wrap items-center gap-2 font-medium">
              <bdi>{delivery.channel_name}</bdi>
              <Badge tone={STATES[delivery.state][1]}>{STATES[delivery.state][0]}</Badge>
            </p>
            <ol className="mt-1 flex flex-col gap-0.5 text-xs text-muted">
              {delivery.attempts.map((attempt) => (
                <li key={attempt.at} className="wrap-anywhere tabular-nums">
                  <RelativeTime timeMs={Date.parse(attempt.at)} />: {attempt.outcome.replace('_', ' ')}
                  {attempt.status === null ? '' : ` (${attempt.status})`}, {attempt.duration_ms} ms
                  {attempt.text === '' ? '' : `: ${attempt.text}`}
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ul>
    </section>
  );
}
