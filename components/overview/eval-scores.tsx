import type { ReactNode } from 'react';
import { Swatch } from '#components/charts/swatch.tsx';
import type { ShadowEvalItem } from '#lib/contracts/shadow.ts';
import { prepareEvalRow } from '#lib/view-models/eval-row.ts';
import { DeltaValue } from './delta-value.tsx';

/** The figures of one evaluation. */
export function EvalScores({ item }: { item: ShadowEvalItem }) {
  const row = prepareEvalRow(item);
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line md:grid-cols-4">
      <Score name="Production" mark={<Swatch side="production" />}>
        {row.productionScore}
      </Score>
      <Score name="Shadow" mark={<Swatch side="shadow" />}>
        {row.shadowScore}
      </Score>
      <Score name="Delta">
        <DeltaValue delta={item.delta} />
      </Score>
      <Score name="Similarity of the answers">{row.similarity}</Score>
    </dl>
  );
}

function Score({ name, mark, children }: { name: string; mark?: ReactNode; children: ReactNode }) {
  return (
    <div className="bg-surface px-3 py-2.5">
      <dt className="flex items-center gap-2 text-xs text-muted">
        {mark}
        {name}
      </dt>
      <dd className="mt-0.5 text-lg font-semibold tabular-nums">{children}</dd>
    </div>
  );
}
