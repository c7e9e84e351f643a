'use client';

import { ChartLine } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { ChartSkeleton } from '#components/charts/chart-skeleton.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { RolloutDetail } from '#lib/contracts/rollouts.ts';
import { prepareSides, SIDE_MEASURES, type SideMeasure } from '#lib/view-models/rollout-sides.ts';
import { ARMS, ArmSwatch, LIMITS, LineSample } from './arm-looks.tsx';

const SidesChart = dynamic(() => import('./sides-chart.tsx').then((file) => file.SidesChart), {
  ssr: false,
  loading: ChartSkeleton,
});

const TITLES: Record<SideMeasure, { title: string; empty: string }> = {
  error_rate: { title: 'Error rate', empty: 'No request of this rollout yet' },
  latency: { title: 'Latency', empty: 'No answered request of this rollout yet' },
  quality: { title: 'Quality', empty: 'No judged answer of this rollout yet' },
};

/** Candidate against control over time, in each respect that decides. */
export function SidesPanels({ rollout }: { rollout: RolloutDetail }) {
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      {SIDE_MEASURES.map((measure) => (
        <SidesPanel key={measure} rollout={rollout} measure={measure} />
      ))}
    </div>
  );
}

function SidesPanel({ rollout, measure }: { rollout: RolloutDetail; measure: SideMeasure }) {
  const chart = useMemo(() => prepareSides(rollout, measure), [rollout, measure]);
  const { title, empty } = TITLES[measure];
  return (
    <Panel id={`${measure}-heading`} title={title} description={chart.unit}>
      {chart.isEmpty ? (
        <div className="flex h-56 flex-col">
          <EmptyState icon={ChartLine} title={empty} />
        </div>
      ) : (
        <figure className="flex flex-col gap-2 pb-3">
          <figcaption className="sr-only">{chart.summary}</figcaption>
          <div className="h-56">
            <SidesChart chart={chart} title={title} />
          </div>
          <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 text-xs text-muted">
            {(['canary', 'control'] as const).map((arm) => (
              <li key={arm} className="flex items-center gap-1.5">
                <ArmSwatch arm={arm} />
                {ARMS[arm].name}
              </li>
            ))}
            {chart.limits.map(({ kind, label }) => (
              <li key={kind} className="flex items-center gap-1.5">
                <LineSample {...LIMITS[kind]} />
                {label}
              </li>
            ))}
            {chart.beyond.map(({ kind, label }) => (
              <li key={kind}>{label} (beyond this chart)</li>
            ))}
          </ul>
        </figure>
      )}
    </Panel>
  );
}
