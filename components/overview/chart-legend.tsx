'use client';

import { useQuery } from '@tanstack/react-query';
import { SIDES, Swatch, type Side } from '#components/charts/swatch.tsx';
import { overviewQuery } from '#lib/client/queries.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import type { ShadowSeries } from '#lib/contracts/shadow.ts';
import { formatScore } from '#lib/view-models/format.ts';

/** Names both lines with their models and where they stand now. */
export function ChartLegend({ series }: { series: ShadowSeries | undefined }) {
  const [range] = useTimeRange();
  const { data: overview } = useQuery(overviewQuery(range));
  const latest = series?.items.at(-1);
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1">
      <Entry side="production" model={overview?.current_model} score={latest?.prod_mean} />
      <Entry side="shadow" model={overview?.candidate_model} score={latest?.shadow_mean} />
    </ul>
  );
}

interface EntryProps {
  side: Side;
  model: string | null | undefined;
  score: number | undefined;
}

function Entry({ side, model, score }: EntryProps) {
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-x-2 text-sm">
      <Swatch side={side} />
      <span>{SIDES[side].name}</span>
      {model ? <span className="truncate font-mono text-xs text-muted">{model}</span> : null}
      {score === undefined ? null : <span className="font-medium tabular-nums">{formatScore(score)}</span>}
    </li>
  );
}
