'use client';

import { CircleCheck, CircleX } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { LongText } from '#components/traffic/long-text.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Banner } from '#components/ui/banner.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { SpanItem } from '#lib/contracts/traces.ts';
import {
  prepareAttributes,
  prepareEvents,
  prepareModelFacts,
  shareOfTrace,
  type Attribute,
} from '#lib/view-models/span-detail.ts';
import { formatSpanDuration } from '#lib/view-models/span-duration.ts';
import { formatExactTime } from '#lib/view-models/time.ts';

interface SpanDetailProps {
  span: SpanItem;
  traceMs: number;
  /** Null where it isn't part of what is shown. */
  parent: SpanItem | null;
  onGo: (id: string) => void;
}

/** Everything about one span. */
export function SpanDetail({ span, traceMs, parent, onGo }: SpanDetailProps) {
  const events = prepareEvents(span);
  return (
    <div className="flex flex-col gap-6 p-4 md:p-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <SpanStatus status={span.status} />
        <bdi className="min-w-0 truncate text-muted">{span.service}</bdi>
        {span.chat_id === null ? null : (
          <Link href={`/traffic?chat=${span.chat_id}`} className="ml-auto text-accent underline">
            Open the exchange
          </Link>
        )}
      </div>
      {span.status_message === null || span.status_message === '' ? null : (
        <Banner tone={span.status === 'error' ? 'negative' : 'neutral'}>
          {span.status === 'error' ? <CircleX aria-hidden="true" /> : <CircleCheck aria-hidden="true" />}
          <div className="min-w-0">
            <LongText text={span.status_message} />
          </div>
        </Banner>
      )}
      <dl className="grid gap-x-6 rounded-md border border-line px-3 py-1.5 text-sm md:grid-cols-2">
        <Fact name="Began">{formatExactTime(Date.parse(span.started_at))}</Fact>
        <Fact name="After the trace’s start">{formatSpanDuration(span.offset_ms)}</Fact>
        <Fact name="Duration">{formatSpanDuration(span.duration_ms)}</Fact>
        <Fact name="Of the trace">{shareOfTrace(span.duration_ms, traceMs)}</Fact>
        <Fact name="Kind">{span.kind}</Fact>
        <Fact name="Part of">
          <Parent id={span.parent_span_id} parent={parent} onGo={onGo} />
        </Fact>
        {prepareModelFacts(span.attributes).map(([label, value]) => (
          <Fact key={label} name={label}>
            <bdi className="truncate" title={value}>
              {value}
            </bdi>
          </Fact>
        ))}
        <Fact name="Span id">
          <span className="truncate font-mono text-xs">{span.span_id}</span>
          <CopyButton text={span.span_id} label="Copy the span's id" />
        </Fact>
      </dl>
      <section aria-labelledby="attributes-heading">
        <h3 id="attributes-heading" className="mb-2 text-base font-semibold">
          Attributes
        </h3>
        <Attributes rows={prepareAttributes(span.attributes)} label="Attributes" />
      </section>
      <section aria-labelledby="events-heading">
        <h3 id="events-heading" className="mb-2 text-base font-semibold">
          Events
        </h3>
        {events.length === 0 ? (
          <p className="text-sm text-muted">Nothing was noted during this span.</p>
        ) : (
          <ol className="flex flex-col gap-3">
            {events.map(({ name, when, attributes }, index) => (
              <li key={index} className="flex flex-col gap-2">
                <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
                  <span className="text-muted tabular-nums">{when}</span>
                  <bdi className="min-w-0 font-medium wrap-anywhere">{name}</bdi>
                </p>
                {attributes.length === 0 ? null : (
                  <Attributes rows={attributes} label={`Attributes of the event ${name}`} />
                )}
              </li>
            ))}
          </ol>
        )}
      </section>
    </div>
  );
}

function SpanStatus({ status }: { status: SpanItem['status'] }) {
  if (status === 'error')
    return (
      <Badge tone="negative">
        <CircleX aria-hidden="true" />
        failed
      </Badge>
    );
  if (status === 'unset') return <Badge>no status given</Badge>;
  return (
    <Badge tone="positive">
      <CircleCheck aria-hidden="true" />
      ok
    </Badge>
  );
}

function Parent({
  id,
  parent,
  onGo,
}: {
  id: string | null;
  parent: SpanItem | null;
  onGo: SpanDetailProps['onGo'];
}) {
  if (id === null) return 'nothing: it is the root';
  if (parent === null)
    return (
      <span className="truncate" title={id}>
        a span that is not here
      </span>
    );
  return (
    <button type="button" onClick={() => onGo(id)} className="truncate rounded-xs text-accent underline">
      <bdi>{parent.name}</bdi>
    </button>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="flex min-w-0 items-center gap-1 tabular-nums">{children}</dd>
    </div>
  );
}

function Attributes({ rows, label }: { rows: readonly Attribute[]; label: string }) {
  if (rows.length === 0) return <p className="text-sm text-muted">There are none.</p>;
  return (
    <table aria-label={label} className="w-full table-fixed rounded-md text-sm ring-1 ring-line">
      <tbody className="divide-y divide-line">
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th
              scope="row"
              className="w-2/5 px-3 py-1.5 text-left align-top font-mono text-xs font-normal wrap-anywhere text-muted"
            >
              {name}
            </th>
            <td className="px-3 py-1.5 align-top">
              <LongText text={value} isCode />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
