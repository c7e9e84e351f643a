'use client';

import { useQuery } from '@tanstack/react-query';
import { lazy, useMemo } from 'react';
import { ChartOnDemand } from '#components/charts/chart-on-demand.tsx';
import { ChartSkeleton } from '#components/charts/chart-skeleton.tsx';
import { Still } from '#components/charts/still.tsx';
import { shadowStill } from '#components/charts/stills.ts';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { shadowSeriesQuery } from '#lib/client/queries.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import type { ShadowSeries } from '#lib/contracts/shadow.ts';
import { prepareShadowChart, windowAround } from '#lib/view-models/shadow-chart.ts';
import { intervalId } from '#lib/view-models/time-range.ts';
import { ChartLegend } from './chart-legend.tsx';
import { NoScores } from './no-scores.tsx';

const HEIGHT = 'min-h-68 flex-1';

const ShadowChart = lazy(() =>
  import('#components/charts/shadow-chart.tsx').then((file) => ({ default: file.ShadowChart })),
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
      description={windowSize ? `Rolling mean of the last ${windowSize} evaluations` : 'Rolling mean'}
      aside={<ChartLegend series={query.data?.series} />}
    >
      <QueryView
        query={query}
        what="the chart"
        skeleton={
          <div className={`flex flex-col ${HEIGHT}`}>
            <ChartSkeleton />
          </div>
        }
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
  const [, setRange] = useTimeRange();
  const chart = useMemo(() => prepareShadowChart(series, { fromMs, toMs }), [series, fromMs, toMs]);
  const drawing = useMemo(() => shadowStill(chart), [chart]);
  if (!chart.latest) return <NoScores className={HEIGHT} />;
  return (
    <figure className={`relative ${HEIGHT}`}>
      <figcaption className="sr-only">{chart.summary}</figcaption>
      <div className="absolute inset-0 pb-2">
        <ChartOnDemand title="Scores over time" still={<Still drawing={drawing} />}>
          <ShadowChart
            chart={chart}
            onOpen={(timeMs) => {
              const [from, to] = windowAround(chart, timeMs);
              setRange(intervalId(from, to));
            }}
          />
        </ChartOnDemand>
      </div>
    </figure>
  );
}
