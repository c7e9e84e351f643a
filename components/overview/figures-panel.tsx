'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Swatch } from '#components/charts/swatch.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { cn } from '#lib/client/cn.ts';
import { overviewQuery } from '#lib/client/queries.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import type { Overview } from '#lib/contracts/overview.ts';
import { prepareFigures, type Figure as FigureData } from '#lib/view-models/overview-cards.ts';
import { DeltaFigure } from './delta-figure.tsx';
import { GateFigure } from './gate-figure.tsx';

const GRID = 'grid grid-cols-2 gap-px md:grid-cols-4';
const WIDE = 'col-span-2';

/** The figures of the chosen stretch of time. */
export function FiguresPanel() {
  const [range] = useTimeRange();
  const query = useQuery(overviewQuery(range));
  return (
    <section
      aria-label={`Figures of ${range.words}`}
      className="overflow-hidden rounded-lg border border-line bg-surface"
    >
      <QueryView query={query} what="the figures" skeleton={<FiguresSkeleton />}>
        {(overview) => <Figures overview={overview} />}
      </QueryView>
    </section>
  );
}

function Figures({ overview }: { overview: Overview }) {
  const figures = prepareFigures(overview);
  return (
    <dl className={cn(GRID, 'bg-line')}>
      <Figure name="Requests" figure={figures.requests} />
      <Figure name="Sampled share" figure={figures.sampled} />
      <Figure name="Production score" mark={<Swatch side="production" />} figure={figures.production} />
      <Figure name="Shadow score" mark={<Swatch side="shadow" />} figure={figures.shadow} />
      <DeltaFigure shadow={overview.shadow} className={WIDE} />
      <GateFigure className={WIDE} />
    </dl>
  );
}

function Figure({ name, mark, figure }: { name: string; mark?: ReactNode; figure: FigureData }) {
  const [first, ...others] = figure.notes;
  return (
    <div className="bg-surface px-4 py-3.5">
      <dt className="flex items-center gap-2 text-sm text-muted">
        {mark}
        {name}
      </dt>
      <dd className="mt-1 text-figure font-semibold tracking-tight tabular-nums">{figure.value}</dd>
      <dd className="mt-0.5 text-xs text-muted tabular-nums">
        <span className={figure.isAlarming ? 'font-medium text-negative' : undefined}>{first}</span>
        {others.map((note) => (
          <span key={note}> · {note}</span>
        ))}
      </dd>
    </div>
  );
}

function FiguresSkeleton() {
  return (
    <div className={cn(GRID, 'bg-line')}>
      {['requests', 'sampled', 'production', 'shadow', 'delta', 'gate'].map((id) => (
        <div key={id} className={cn('bg-surface px-4 py-3.5', ['delta', 'gate'].includes(id) && WIDE)}>
          <Skeleton className="my-1 h-3 w-24" />
          <Skeleton className="mt-3 mb-2 h-6 w-20" />
          <Skeleton className="mt-2 h-3 w-32" />
        </div>
      ))}
    </div>
  );
}
