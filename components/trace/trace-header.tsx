import Link from 'next/link';
import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { cn } from '#lib/client/cn.ts';
import type { Trace } from '#lib/contracts/traces.ts';
import { formatCount } from '#lib/view-models/format.ts';
import { formatSpanDuration } from '#lib/view-models/span-duration.ts';
import type { Waterfall } from '#lib/view-models/waterfall.ts';

const MOST_EXCHANGES = 3;

/** Which trace this is, and its facts. */
export function TraceHeader({ trace, waterfall }: { trace: Trace; waterfall: Waterfall }) {
  const { rows, services, errors, chatIds } = waterfall;
  const first = rows[0]?.span;
  const hasRoot = rows.some(({ span }) => span.parent_span_id === null);
  return (
    <>
      <header className="min-w-0">
        <Breadcrumb
          crumbs={[
            { name: 'Traces', href: '/traces' },
            { name: trace.trace_id.slice(-8), isId: true },
          ]}
        />
        <div className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
          <h2 className="min-w-0 text-xl leading-7 font-semibold tracking-tight wrap-anywhere">
            <bdi>{first?.name ?? 'Trace'}</bdi>
          </h2>
          {hasRoot || !first ? null : (
            <Badge title="The span that the trace began with was not sent here, or not yet.">
              root span missing
            </Badge>
          )}
        </div>
        <p className="mt-1 flex min-w-0 flex-wrap items-center gap-x-3 text-sm text-muted">
          <RelativeTime timeMs={Date.parse(trace.started_at)} />
          <span className="flex min-w-0 items-center">
            <span className="truncate font-mono text-xs" title={trace.trace_id}>
              {trace.trace_id}
            </span>
            <span className="-my-2 print:hidden">
              <CopyButton text={trace.trace_id} label="Copy the trace's id" />
            </span>
          </span>
        </p>
      </header>
      <section aria-label="Facts" className="overflow-hidden rounded-lg border border-line bg-surface">
        <dl className="grid grid-cols-2 gap-px bg-line md:grid-cols-5">
          <Fact name="Duration">{formatSpanDuration(trace.duration_ms)}</Fact>
          <Fact name="Spans">{formatCount(rows.length)}</Fact>
          <Fact name="Failed spans" className={errors > 0 ? 'text-negative' : undefined}>
            {formatCount(errors)}
          </Fact>
          <Fact name="Services">{formatCount(services.length)}</Fact>
          <Fact name="Exchanges" className="max-md:col-span-2">
            <Exchanges ids={chatIds} />
          </Fact>
        </dl>
      </section>
    </>
  );
}

interface FactProps {
  name: string;
  className?: string | undefined;
  children: ReactNode;
}

function Fact({ name, className, children }: FactProps) {
  return (
    <div className={cn('bg-surface px-4 py-3', className)}>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="mt-0.5 text-lg font-semibold tracking-tight tabular-nums">{children}</dd>
    </div>
  );
}

/** The exchanges with models in it, each a link to what was asked and answered. */
function Exchanges({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return 'none';
  return (
    <span className="flex flex-wrap items-baseline gap-x-3 text-sm font-normal tracking-normal">
      {ids.slice(0, MOST_EXCHANGES).map((id) => (
        <Link
          key={id}
          href={`/traffic?chat=${id}`}
          aria-label={`Exchange ${id.slice(-8)}`}
          className="font-mono text-xs text-accent underline"
        >
          {id.slice(-8)}
        </Link>
      ))}
      {ids.length > MOST_EXCHANGES ? (
        <span className="text-xs text-muted">and {formatCount(ids.length - MOST_EXCHANGES)} more</span>
      ) : null}
    </span>
  );
}
