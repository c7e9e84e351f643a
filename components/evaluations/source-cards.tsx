'use client';

import { useQuery } from '@tanstack/react-query';
import { SourceSwatch } from '#components/charts/evaluation-looks.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { evaluationSummaryQuery } from '#lib/client/evaluations.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import { prepareSourceCards } from '#lib/view-models/evaluations.ts';

const GRID = 'grid grid-cols-1 gap-px bg-line sm:grid-cols-3';

/** Mean score, interval and missing share of each source. */
export function SourceCards() {
  const [range] = useTimeRange();
  const query = useQuery(evaluationSummaryQuery(range));
  return (
    <section
      aria-label={`Mean scores of ${range.words}`}
      className="overflow-hidden rounded-lg border border-line bg-surface"
    >
      <QueryView query={query} what="the mean scores" skeleton={<CardsSkeleton />}>
        {(summary) => (
          <dl className={GRID}>
            {prepareSourceCards(summary).map(({ source, name, what, mean, interval, n, missing }) => (
              <div key={source} className="bg-surface px-4 py-3.5">
                <dt className="flex items-center gap-2 text-sm">
                  <SourceSwatch source={source} />
                  {name}
                  <span className="min-w-0 truncate text-muted" title={what}>
                    {what}
                  </span>
                </dt>
                <dd className="mt-1 text-figure font-semibold tracking-tight tabular-nums">{mean}</dd>
                <dd className="mt-0.5 text-xs text-muted tabular-nums">
                  {interval}
                  {n === '' ? null : ` · ${n}`}
                  {missing === null ? null : <span className="font-medium text-warning"> · {missing}</span>}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </QueryView>
    </section>
  );
}

function CardsSkeleton() {
  return (
    <div className={GRID}>
      {['judge', 'rules', 'people'].map((id) => (
        <div key={id} className="bg-surface px-4 py-3.5">
          <Skeleton className="my-1 h-3 w-40" />
          <Skeleton className="mt-3 mb-2 h-6 w-20" />
          <Skeleton className="mt-2 h-3 w-32" />
        </div>
      ))}
    </div>
  );
}
