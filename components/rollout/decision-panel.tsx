import { Hourglass } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { RolloutDetail } from '#lib/contracts/rollouts.ts';
import { lastDecision, prepareRolloutEvent } from '#lib/view-models/rollout-events.ts';
import { prepareRolloutHealth } from '#lib/view-models/rollout-health.ts';
import { isActive } from '#lib/view-models/rollout-status.ts';
import { formatDuration } from '#lib/view-models/time.ts';
import { HealthEvidence } from './health-evidence.tsx';
import { ToneBadge } from './tone-badge.tsx';

/** The latest decision with the figures that it was made on. */
export function DecisionPanel({ rollout }: { rollout: RolloutDetail }) {
  const event = lastDecision(rollout.events);
  if (event?.health == null)
    return (
      <Panel id="decision-heading" title="Evidence of the last decision">
        <EmptyState icon={Hourglass} title="Nothing was decided on evidence yet">
          The first decision falls when the first step has baked for{' '}
          {formatDuration(rollout.plan.bake_minutes * 60_000)}, or as soon as something goes wrong.
        </EmptyState>
      </Panel>
    );
  const line = prepareRolloutEvent(event);
  return (
    <Panel
      id="decision-heading"
      title="Evidence of the last decision"
      description={
        <>
          Line {line.version} of the history, <RelativeTime timeMs={line.timeMs} />: {line.cause}
        </>
      }
      aside={<ToneBadge tone={line.tone}>{line.label}</ToneBadge>}
    >
      <p dir="auto" className="px-4 pb-3 wrap-anywhere">
        {line.reason}
      </p>
      {/* While it lasts, the figures of now are what people look for first. */}
      <details open={!isActive(rollout)} className="border-t border-line">
        <summary className="cursor-pointer px-4 py-3 text-sm font-medium hover:bg-raised/60">
          Figures that it was decided on
        </summary>
        <HealthEvidence view={prepareRolloutHealth(event.health)} id="decision-heading" />
      </details>
    </Panel>
  );
}
