'use client';

import { useQuery } from '@tanstack/react-query';
import { ChartLine } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { overviewQuery, shadowSeriesQuery } from '#lib/client/queries.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import type { ShadowSeries } from '#lib/contracts/shadow.ts';
import { prepareShadowChart } from '#lib/view-models/shadow-chart.ts';
import { ChartLegend } from './chart-legend.tsx';

const ChartSkeleton = () => <Skeleton className="mx-4 h-full" />;

const ShadowChart = dynamic(
  () => import('#components/charts/shadow-chart.tsx').then((file) => file.ShadowChart),
  {
    ssr: false,
    loading: ChartSkeleton,
  },
);

/** Production against shadow over time. */
export function ShadowPanel() {
  const [range] = useTimeRange();
  const query = useQuery(shadowSeriesQuery(range));
  const windowSize = query.data?.series.window_size;
  return (
    <Panel
      id="shadow-heading"
      title="Production and shadow scores"
      description={`Mean judge score, 0 to 1, of the last ${windowSize ?? '…'} evaluations`}
      aside={<ChartLegend series={query.data?.series} />}
    >
      <QueryView
        query={query}
        what="the chart"
        skeleton={<div className="h-66 pb-4">{<ChartSkeleton />}</div>}
      >
        {(data) => <ChartFigure {...data} />}
      </QueryView>
    </Panel>
  );
}

interface ChartFigureProps {
  series: ShadowSeries;
  fromMs: number;
  toMs: number;
}

function ChartFigure({ series, fromMs, toMs }: ChartFigureProps) {
  const chart = useMemo(() => prepareShadowChart(series, { fromMs, toMs }), [series, fromMs, toMs]);
  if (!chart.latest) return <NoEvaluations />;
  return (
    <figure className="h-66 pb-2">
      <figcaption className="sr-only">{chart.summary}</figcaption>
      <ShadowChart chart={chart} />
    </figure>
  );
}

function NoEvaluations() {
  const [range] = useTimeRange();
  const { data: overview } = useQuery(overviewQuery(range));
  const isOff = overview?.candidate_model === null;
  return (
    <EmptyState
      icon={ChartLine}
      title={isOff ? 'Shadow traffic is off' : `No scored evaluations in ${range.words}`}
      className="min-h-66"
    >
      {isOff ? (
        <>
          Set <code className="font-mono text-xs">candidate_model</code> in{' '}
          <code className="font-mono text-xs">config/shadow_config.yaml</code> to compare a candidate with
          production.
        </>
      ) : (
        'Sampled requests appear here as soon as both answers are scored.'
      )}
    </EmptyState>
  );
}
