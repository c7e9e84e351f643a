'use client';

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { FreezeBanner } from '#components/rollouts/freeze-banner.tsx';
import { Banner } from '#components/ui/banner.tsx';
import { routerQuery } from '#lib/client/rollouts.ts';
import type { RolloutDetail } from '#lib/contracts/rollouts.ts';
import { isActive } from '#lib/view-models/rollout-status.ts';
import { DecisionPanel } from './decision-panel.tsx';
import { HealthPanel } from './health-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { RampPanel } from './ramp-panel.tsx';
import { RolloutFigures } from './rollout-figures.tsx';
import { RolloutHeader } from './rollout-header.tsx';
import { SidesPanels } from './sides-panels.tsx';
import { StepPanel } from './step-panel.tsx';

/** Everything about one rollout: where it stands, what it did, and why. */
export function RolloutReport({ rollout }: { rollout: RolloutDetail }) {
  const isLive = isActive(rollout);
  const { data: router } = useQuery(routerQuery());
  return (
    <div className="flex flex-col gap-4">
      <RolloutHeader rollout={rollout} />
      {/* Only its own freeze: another rollout's is on the list. */}
      <FreezeBanner
        freeze={router?.freeze?.rollout_id === rollout.id ? router.freeze : null}
        here={rollout.id}
      />
      {isLive && router?.is_canary_killed ? (
        <Banner tone="warning" role="status">
          <TriangleAlert aria-hidden="true" />
          <p>Candidates are switched off: this one gets no traffic until somebody switches them on again.</p>
        </Banner>
      ) : null}
      <RolloutFigures rollout={rollout} />
      <div className="grid items-start gap-4 xl:grid-cols-3">
        <RampPanel rollout={rollout} className={isLive ? 'xl:col-span-2' : 'xl:col-span-3'} />
        {isLive ? <StepPanel rollout={rollout} /> : null}
      </div>
      <SidesPanels rollout={rollout} />
      {isLive ? <HealthPanel health={rollout.health} /> : null}
      <DecisionPanel rollout={rollout} />
      <HistoryPanel events={rollout.events} />
    </div>
  );
}
