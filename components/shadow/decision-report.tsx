'use client';

import { Hourglass } from 'lucide-react';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { BandLegend } from '#components/charts/band-looks.tsx';
import { ChartSkeleton } from '#components/charts/chart-skeleton.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { ShadowDecision } from '#lib/contracts/shadow-decision.ts';
import { prepareShadowDecision, type DecisionFigure } from '#lib/view-models/shadow-decision.ts';
import { BetsLegend } from './chart-parts.tsx';
import { DecisionBanner } from './decision-banner.tsx';
import { StrataPanel } from './strata-panel.tsx';

// Drawing is the largest part of the page's code and needs a browser anyway.
const BandChart = dynamic(() => import('./band-chart.tsx').then((file) => file.BandChart), {
  ssr: false,
  loading: ChartSkeleton,
});
const WealthChart = dynamic(() => import('./wealth-chart.tsx').then((file) => file.WealthChart), {
  ssr: false,
  loading: ChartSkeleton,
});

interface DecisionReportProps {
  decision: ShadowDecision;
  /** The candidate as the configuration names it, for those who may start a rollout. */
  rolloutModel: string | null;
}

/** The decision with its evidence. */
export function DecisionReport({ decision, rolloutModel }: DecisionReportProps) {
  const view = prepareShadowDecision(decision);
  const { band, wealth } = view;
  return (
    <>
      <DecisionBanner decision={decision} view={view} rolloutModel={rolloutModel} />
      <Figures figures={view.figures} />
      <div className="grid gap-4 lg:grid-cols-2">
        <Panel
          id="band-heading"
          title="Difference of candidate and production"
          description="Mean of all observations so far, with bounds that hold at every moment"
          aside={<BandLegend margin={band.margin} />}
        >
          <Chart isEmpty={band.points.length === 0} summary={band.summary}>
            <BandChart {...band} />
          </Chart>
        </Panel>
        <Panel
          id="wealth-heading"
          title="Evidence"
          description="Two bets that begin at 1; the decision falls when one of them reaches the limit"
          aside={<BetsLegend limit={wealth.limit} />}
        >
          <Chart isEmpty={wealth.points.length === 0} summary={wealth.summary}>
            <WealthChart {...wealth} />
          </Chart>
        </Panel>
      </div>
      {decision.strata.length > 0 ? <StrataPanel strata={decision.strata} /> : null}
    </>
  );
}

function Figures({ figures }: { figures: readonly DecisionFigure[] }) {
  return (
    <section aria-label="Figures" className="overflow-hidden rounded-lg border border-line bg-surface">
      <dl className="grid grid-cols-1 gap-px bg-line sm:grid-cols-2 lg:grid-cols-5">
        {figures.map(({ name, value, note }) => (
          <div key={name} className="flex flex-col bg-surface px-4 py-3.5 sm:max-lg:last:col-span-2">
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="mt-1 text-figure font-semibold tracking-tight tabular-nums">{value}</dd>
            <dd className="mt-0.5 text-xs text-muted tabular-nums">{note}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface ChartProps {
  isEmpty: boolean;
  summary: string;
  children: ReactNode;
}

function Chart({ isEmpty, summary, children }: ChartProps) {
  if (isEmpty)
    return (
      <EmptyState icon={Hourglass} title="No observations yet">
        The first appears when a sampled exchange was scored, or a session of them is over.
      </EmptyState>
    );
  return (
    <figure className="relative min-h-72 flex-1">
      <figcaption className="sr-only">{summary}</figcaption>
      <div className="absolute inset-0 pb-2">{children}</div>
    </figure>
  );
}
