'use client';

import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { ChartSkeleton } from '#components/charts/chart-skeleton.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { RolloutDetail } from '#lib/contracts/rollouts.ts';
import { prepareRamp } from '#lib/view-models/rollout-ramp.ts';

// Drawing is the largest part of the page's code and needs a browser anyway.
const RampChart = dynamic(() => import('./ramp-chart.tsx').then((file) => file.RampChart), {
  ssr: false,
  loading: ChartSkeleton,
});

interface RampPanelProps {
  rollout: RolloutDetail;
  className: string;
}

/** How the candidate's share of traffic went, with everything that happened. */
export function RampPanel({ rollout, className }: RampPanelProps) {
  const ramp = useMemo(() => prepareRamp(rollout), [rollout]);
  return (
    <Panel
      id="ramp-heading"
      title="Share of traffic"
      description={
        ramp.pauses.length > 0
          ? 'Numbers are lines of the history below; pauses are shaded'
          : 'Numbers are lines of the history below'
      }
      className={className}
    >
      <figure className="relative h-72">
        <figcaption className="sr-only">{ramp.summary}</figcaption>
        <div className="absolute inset-0 pb-2">
          <RampChart ramp={ramp} />
        </div>
      </figure>
    </Panel>
  );
}
