'use client';

import { useQuery } from '@tanstack/react-query';
import { ChartLine } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { ChartSkeleton } from '#components/charts/chart-skeleton.tsx';
import { SourceSwatch } from '#components/charts/evaluation-looks.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { evaluationSummaryQuery } from '#lib/client/evaluations.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import type { EvaluationSummary } from '#lib/contracts/evaluations.ts';
import { prepareEvaluationChart } from '#lib/view-models/evaluation-chart.ts';
import { formatDuration } from '#lib/view-models/time.ts';

const HEIGHT = 'h-72';

const EvaluationChart = dynamic(
  () => import('#components/charts/evaluation-chart.tsx').then((file) => file.EvaluationChart),
  { ssr: false, loading: ChartSkeleton },
);

/** Mean scores over time, by source. */
export function MeansPanel() {
  const [range] = useTimeRange();
  const query = useQuery(evaluationSummaryQuery(range));
  const step = query.data?.step_seconds;
  return (
    <Panel
      id="means-heading"
      title="Scores over time"
      description={`Means${step === undefined ? '' : ` of ${formatDuration(step * 1_000)} each`} by time of the exchange, with 95% intervals as bands`}
    >
      <QueryView
        query={query}
        what="the chart of scores"
        skeleton={
          <div className={HEIGHT}>
            <ChartSkeleton />
          </div>
        }
      >
        {(summary) => <Figure summary={summary} />}
      </QueryView>
    </Panel>
  );
}

function Figure({ summary }: { summary: EvaluationSummary }) {
  const chart = useMemo(() => prepareEvaluationChart(summary), [summary]);
  if (chart === null)
    return (
      <EmptyState icon={ChartLine} title="Nothing was scored in this range" className={HEIGHT}>
        Choose a longer range, or send traffic: a sample of it is evaluated.
      </EmptyState>
    );
  return (
    <figure className="flex flex-col gap-2 pb-3">
      <figcaption className="sr-only">{chart.summary}</figcaption>
      <div className={HEIGHT}>
        <EvaluationChart chart={chart} />
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 text-xs text-muted">
        {chart.lines.map(({ source, name }) => (
          <li key={source} className="flex items-center gap-1.5">
            <SourceSwatch source={source} />
            {name}
          </li>
        ))}
      </ul>
    </figure>
  );
}
