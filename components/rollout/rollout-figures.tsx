'use client';

import { useNow } from '#lib/client/use-now.ts';
import type { RolloutDetail } from '#lib/contracts/rollouts.ts';
import { prepareRolloutFigures } from '#lib/view-models/rollout-figures.ts';

/** The few figures that tell how a rollout goes, or how it went. */
export function RolloutFigures({ rollout }: { rollout: RolloutDetail }) {
  const figures = prepareRolloutFigures(rollout, useNow());
  return (
    <section aria-label="Figures" className="overflow-hidden rounded-lg border border-line bg-surface">
      <dl className="grid grid-cols-2 gap-px bg-line lg:grid-cols-4">
        {figures.map(({ name, value, note }) => (
          <div key={name} className="flex min-w-0 flex-col bg-surface px-4 py-3.5">
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="mt-1 text-figure font-semibold tracking-tight tabular-nums">{value}</dd>
            <dd className="mt-0.5 text-xs wrap-anywhere text-muted tabular-nums">{note}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
