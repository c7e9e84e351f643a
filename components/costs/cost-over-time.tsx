'use client';

import { ChartColumn } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { ChartSkeleton } from '#components/charts/chart-skeleton.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import type { Costs } from '#lib/contracts/costs.ts';
import { prepareCostChart } from '#lib/view-models/costs.ts';
import { intervalId } from '#lib/view-models/time-range.ts';
import { formatDuration } from '#lib/view-models/time.ts';

const HEIGHT = 'min-h-72 flex-1';

const CostChart = dynamic(() => import('#components/charts/cost-chart.tsx').then((file) => file.CostChart), {
  ssr: false,
  loading: ChartSkeleton,
});

/** Known costs over time. */
export function CostOverTime({ costs }: { costs: Costs }) {
  const [range] = useTimeRange();
  const router = useRouter();
  const chart = useMemo(() => prepareCostChart(costs), [costs]);
  return (
    <Panel
      id="over-time-heading"
      title="Costs over time"
      description={`Known costs, summed up over ${formatDuration(costs.step_seconds * 1_000)} each`}
    >
      {chart === null ? (
        <EmptyState icon={ChartColumn} title={`No known costs in ${range.words}`} className={HEIGHT}>
          Costs are known for models with a price in{' '}
          <code className="font-mono text-xs">config/models.yaml</code>.
        </EmptyState>
      ) : (
        <figure className={`relative ${HEIGHT}`}>
          <figcaption className="sr-only">{chart.summary}</figcaption>
          <div className="absolute inset-0 pb-2">
            <CostChart
              chart={chart}
              onOpen={(timeMs) => {
                const range = intervalId(timeMs, timeMs + chart.stepMs);
                router.push(`/traffic?${new URLSearchParams({ range }).toString()}`);
              }}
            />
          </div>
        </figure>
      )}
    </Panel>
  );
}
