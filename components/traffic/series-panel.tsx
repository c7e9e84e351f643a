'use client';

import { useQuery } from '@tanstack/react-query';
import { ChartLine } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { ChartSkeleton } from '#components/charts/chart-skeleton.tsx';
import { lookOf } from '#components/charts/series-looks.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { trafficSeriesQuery } from '#lib/client/traffic.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import type { TrafficSeries } from '#lib/contracts/traffic.ts';
import { intervalId } from '#lib/view-models/time-range.ts';
import { prepareTrafficChart, type TrafficMeasure } from '#lib/view-models/traffic-chart.ts';
import { useTraffic } from './use-traffic.ts';

const TrafficChart = dynamic(
  () => import('#components/charts/traffic-chart.tsx').then((file) => file.TrafficChart),
  {
    ssr: false,
    loading: ChartSkeleton,
  },
);

const HEIGHT = 'h-56';

interface SeriesPanelProps {
  measure: TrafficMeasure;
  title: string;
  description: string;
}

/** One measure over time; all these panels share one answer of the API. */
export function SeriesPanel({ measure, title, description }: SeriesPanelProps) {
  const { choice, split } = useTraffic();
  const query = useQuery(trafficSeriesQuery(choice, split));
  return (
    <Panel id={`${measure}-heading`} title={title} description={description}>
      <QueryView
        query={query}
        what={`the chart of ${title.toLowerCase()}`}
        skeleton={
          <div className={`flex flex-col ${HEIGHT}`}>
            <ChartSkeleton />
          </div>
        }
      >
        {(series) => <Figure series={series} measure={measure} title={title} />}
      </QueryView>
    </Panel>
  );
}

function Figure({
  series,
  measure,
  title,
}: {
  series: TrafficSeries;
  measure: TrafficMeasure;
  title: string;
}) {
  const [, setRange] = useTimeRange();
  const chart = useMemo(() => prepareTrafficChart(series, measure), [series, measure]);
  if (chart.isEmpty)
    return (
      <div className={`flex flex-col ${HEIGHT}`}>
        <EmptyState icon={ChartLine} title="No exchange in this range" />
      </div>
    );
  return (
    <figure className="flex flex-col gap-2 pb-3">
      <figcaption className="sr-only">{chart.summary}</figcaption>
      <div className={HEIGHT}>
        <TrafficChart
          chart={chart}
          title={title}
          onOpen={(timeMs) => setRange(intervalId(timeMs, timeMs + chart.stepMs))}
        />
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 text-xs text-muted">
        {chart.lines.map(({ key, name, index }) => {
          const { color, dashes } = lookOf(index);
          return (
            <li key={key} className="flex min-w-0 items-center gap-1.5">
              <svg aria-hidden="true" width="18" height="4">
                <line x1="0" x2="18" y1="2" y2="2" stroke={color} strokeWidth="2" strokeDasharray={dashes} />
              </svg>
              <bdi className="truncate">{name}</bdi>
            </li>
          );
        })}
      </ul>
    </figure>
  );
}
