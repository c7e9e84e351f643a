'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { lazy, useMemo, useState } from 'react';
import { ChartOnDemand } from '#components/charts/chart-on-demand.tsx';
import { ChartSkeleton } from '#components/charts/chart-skeleton.tsx';
import { Still } from '#components/charts/still.tsx';
import { trendStill } from '#components/charts/stills.ts';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { overviewScoresQuery } from '#lib/client/overview-scores.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import type { OverviewScores } from '#lib/contracts/overview-scores.ts';
import { prepareScoreTrend, type ScoreTrend } from '#lib/view-models/score-trend.ts';
import { EnvironmentControl } from './environment-control.tsx';
import { NoRuns } from './no-runs.tsx';
import { TrendLegend } from './trend-legend.tsx';
import { useEnvironment } from './use-environment.ts';

const HEIGHT = 'h-80';

const ScoreTrendChart = lazy(() =>
  import('#components/charts/score-trend-chart.tsx').then((file) => ({ default: file.ScoreTrendChart })),
);

/** Scores of runs over time. */
export function ScoreTrendPanel() {
  const [range] = useTimeRange();
  const [env] = useEnvironment();
  const query = useQuery(overviewScoresQuery(range, env));
  return (
    <Panel
      id="trend-heading"
      title="Scores of runs"
      description="Overall with its 95% interval, and each category"
      aside={<EnvironmentControl />}
    >
      <QueryView
        query={query}
        what="the scores"
        skeleton={
          <div className={`flex flex-col ${HEIGHT}`}>
            <ChartSkeleton />
          </div>
        }
      >
        {(scores) => <Trend scores={scores} />}
      </QueryView>
    </Panel>
  );
}

function Trend({ scores }: { scores: OverviewScores }) {
  const trend = useMemo(() => prepareScoreTrend(scores), [scores]);
  if (trend.points.length === 0)
    return <NoRuns latestTs={scores.latest_ts} env={scores.env} className={HEIGHT} />;
  return <TrendFigure trend={trend} />;
}

function TrendFigure({ trend }: { trend: ScoreTrend }) {
  const router = useRouter();
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const shown = useMemo(
    () => new Set(trend.lines.map((_, index) => index).filter((index) => !hidden.has(index))),
    [trend, hidden],
  );
  const drawing = useMemo(() => trendStill(trend, shown), [trend, shown]);
  const toggle = (index: number) => {
    const next = new Set(hidden);
    if (!next.delete(index)) next.add(index);
    setHidden(next);
  };
  return (
    <>
      <TrendLegend trend={trend} shown={shown} onToggle={toggle} />
      <figure className={`relative ${HEIGHT}`}>
        <figcaption className="sr-only">{trend.summary}</figcaption>
        <div className="absolute inset-0 pb-2">
          <ChartOnDemand title="Scores of runs over time" still={<Still drawing={drawing} />}>
            <ScoreTrendChart trend={trend} shown={shown} onOpen={(id) => router.push(`/runs/${id}`)} />
          </ChartOnDemand>
        </div>
      </figure>
      {trend.note ? <p className="px-4 pb-3 text-xs text-muted">{trend.note}</p> : null}
    </>
  );
}
