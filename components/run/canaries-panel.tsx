import { Bird, ShieldCheck, ShieldX } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { CanaryResult } from '#lib/contracts/scores.ts';
import { formatScore } from '#lib/view-models/format.ts';

const KINDS = {
  master_key: 'An answer without content',
  injection: 'An answer that addresses the judge',
};

/** Answers that deserve no marks: whether the judge gave them some. */
export function CanariesPanel({ canaries }: { canaries: readonly CanaryResult[] }) {
  const fooled = canaries.filter((canary) => canary.fooled).length;
  return (
    <Panel
      id="canaries-heading"
      title="Canaries"
      description="Do worthless answers fool the judge?"
      aside={
        canaries.length === 0 ? null : (
          <Badge tone={fooled > 0 ? 'negative' : 'positive'}>
            {fooled > 0 ? `Fooled by ${fooled}` : `Resisted all ${canaries.length}`}
          </Badge>
        )
      }
    >
      {canaries.length === 0 ? (
        <EmptyState icon={Bird} title="No canaries in this run">
          Nobody tested whether the judge can be fooled.
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-2.5 px-4 pb-4 text-sm">
          {canaries.map((canary) => {
            const Icon = canary.fooled ? ShieldX : ShieldCheck;
            return (
              <li key={canary.id} className="flex items-start gap-2">
                <Icon
                  aria-hidden="true"
                  className={canary.fooled ? 'mt-0.5 size-4 text-negative' : 'mt-0.5 size-4 text-positive'}
                />
                <div className="min-w-0 flex-1">
                  <p className="truncate">{KINDS[canary.kind]}</p>
                  <p className="text-xs wrap-anywhere text-muted">
                    <span className="font-mono">{canary.id}</span>
                    {canary.detail === null ? '' : ` · ${canary.detail}`}
                  </p>
                </div>
                <span className="tabular-nums">
                  <span className="sr-only">{canary.fooled ? 'Fooled, score ' : 'Resisted, score '}</span>
                  {formatScore(canary.score)}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
