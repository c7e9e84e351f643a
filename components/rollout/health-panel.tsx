import { Hourglass } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { RolloutHealth } from '#lib/contracts/rollouts.ts';
import { prepareRolloutHealth } from '#lib/view-models/rollout-health.ts';
import { HealthEvidence } from './health-evidence.tsx';
import { ToneBadge } from './tone-badge.tsx';

/** The latest check of a rollout's health, each figure against its limit. */
export function HealthPanel({ health }: { health: RolloutHealth | null }) {
  if (health === null)
    return (
      <Panel id="health-heading" title="Health now">
        <EmptyState icon={Hourglass} title="Not checked yet">
          The first check comes within seconds.
        </EmptyState>
      </Panel>
    );
  const view = prepareRolloutHealth(health);
  return (
    <Panel
      id="health-heading"
      title="Health now"
      description={
        <>
          Candidate against control over the last {view.window}, checked <RelativeTime timeMs={view.atMs} />
        </>
      }
      aside={<ToneBadge tone={view.tone}>{view.title}</ToneBadge>}
    >
      <HealthEvidence view={view} id="health-heading" />
    </Panel>
  );
}
