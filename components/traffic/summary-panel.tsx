'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { feedbackSummaryQuery, trafficSummaryQuery } from '#lib/client/traffic.ts';
import type { FeedbackSummary } from '#lib/contracts/feedback.ts';
import type { TrafficSummary } from '#lib/contracts/traffic.ts';
import { prepareTrafficCards } from '#lib/view-models/traffic-cards.ts';
import { LookedThrough } from './looked-through.tsx';
import { useTraffic } from './use-traffic.ts';

const GRID = 'grid grid-cols-2 gap-px md:grid-cols-3 xl:grid-cols-6';

/** The figures of what the filters let through. */
export function SummaryPanel() {
  const { choice } = useTraffic();
  const query = useQuery(trafficSummaryQuery(choice));
  const { data: feedback } = useQuery(feedbackSummaryQuery(choice));
  return (
    <section aria-label="Figures" className="overflow-hidden rounded-lg border border-line bg-surface">
      <QueryView query={query} what="the figures" skeleton={<CardsSkeleton />}>
        {(summary) => (
          <>
            <Cards summary={summary} feedback={feedback} />
            {isShorter(summary, choice.range.lengthMs) ? (
              <LookedThrough until={summary.from}>The charts below show the same.</LookedThrough>
            ) : null}
          </>
        )}
      </QueryView>
    </section>
  );
}

/** Minutes at the end of a range come and go while it is asked for. */
const TOLERANCE_MS = 120_000;

function isShorter({ from, to }: TrafficSummary, askedMs: number): boolean {
  return Date.parse(to) - Date.parse(from) < askedMs - TOLERANCE_MS;
}

function Cards({ summary, feedback }: { summary: TrafficSummary; feedback: FeedbackSummary | undefined }) {
  return (
    <dl className={`${GRID} bg-line`}>
      {prepareTrafficCards(summary, feedback).map(({ name, value, note }) => (
        <div key={name} className="bg-surface px-4 py-3.5">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="mt-1 text-figure font-semibold tracking-tight tabular-nums">{value}</dd>
          <dd className="mt-0.5 text-xs text-muted tabular-nums">{note}</dd>
        </div>
      ))}
    </dl>
  );
}

function CardsSkeleton() {
  return (
    <div className={`${GRID} bg-line`}>
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className="bg-surface px-4 py-3.5">
          <Skeleton className="my-1 h-3 w-24" />
          <Skeleton className="mt-3 mb-2 h-6 w-20" />
          <Skeleton className="mt-2 h-3 w-32" />
        </div>
      ))}
    </div>
  );
}
