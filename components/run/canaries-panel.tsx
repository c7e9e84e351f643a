import { Bird, ShieldCheck, ShieldX } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { CanaryResult } from '#lib/contracts/scores.ts';
import { prepareCanaries, type Canary } from '#lib/view-models/canaries.ts';

/** Answers that deserve no marks: whether the judge gave them some. */
export function CanariesPanel({ canaries }: { canaries: readonly CanaryResult[] }) {
  const { groups, fooled, total } = prepareCanaries(canaries);
  return (
    <Panel
      id="canaries-heading"
      title="Canaries"
      description="Do worthless answers fool the judge?"
      aside={
        total === 0 ? null : (
          <Badge tone={fooled > 0 ? 'negative' : 'positive'}>
            {fooled > 0 ? `Fooled by ${fooled}` : `Resisted all ${total}`}
          </Badge>
        )
      }
    >
      {total === 0 ? (
        <EmptyState icon={Bird} title="No canaries in this run">
          Nobody tested whether the judge can be fooled.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-3 px-4 pb-4 text-sm">
          {groups.map((group) => (
            <div key={group.kind}>
              <h3 className="mb-1.5">{group.name}</h3>
              <ul className="flex flex-wrap gap-1">
                {group.canaries.map((canary) => (
                  <CanaryChip key={canary.id} canary={canary} />
                ))}
              </ul>
            </div>
          ))}
        </div>
      )}
    </Panel>
  );
}

function CanaryChip({ canary: { id, isFooled, score, words } }: { canary: Canary }) {
  const Icon = isFooled ? ShieldX : ShieldCheck;
  return (
    <li title={words}>
      <Badge tone={isFooled ? 'negative' : 'positive'} className="tabular-nums">
        <Icon aria-hidden="true" />
        <span className="sr-only">{words}</span>
        <span aria-hidden="true">{isFooled ? `${id} ${score}` : score}</span>
      </Badge>
    </li>
  );
}
