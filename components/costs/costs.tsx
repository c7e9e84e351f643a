'use client';

import { useQuery } from '@tanstack/react-query';
import { OctagonX } from 'lucide-react';
import { Banner } from '#components/ui/banner.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { costsQuery } from '#lib/client/overview-scores.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import type { Costs as CostsData } from '#lib/contracts/costs.ts';
import { BudgetsPanel } from './budgets-panel.tsx';
import { CostFigures } from './cost-figures.tsx';
import { CostOverTime } from './cost-over-time.tsx';
import { CostTable, type CostTableRow } from './cost-table.tsx';

/** What models cost, who they answered for, and how that stands against the month's budgets. */
export function Costs() {
  const [range] = useTimeRange();
  const query = useQuery(costsQuery(range));
  return (
    <QueryView query={query} what="the costs" skeleton={<CostsSkeleton />}>
      {(costs) => <CostsReport costs={costs} />}
    </QueryView>
  );
}

function CostsReport({ costs }: { costs: CostsData }) {
  const [range] = useTimeRange();
  return (
    <div className="flex flex-col gap-4">
      {costs.shadow_stopped === null ? null : (
        <Banner tone="negative" role="status">
          <OctagonX aria-hidden="true" />
          <p>
            <strong className="font-semibold">Shadow traffic is stopped.</strong> {costs.shadow_stopped}{' '}
            Production goes on.
          </p>
        </Banner>
      )}
      <CostFigures costs={costs} />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <CostOverTime costs={costs} />
        <BudgetsPanel costs={costs} />
      </div>
      <div className="grid gap-4 xl:grid-cols-2">
        <Panel
          id="models-heading"
          title="By model"
          description={`In ${range.words}, with the price list that was used`}
        >
          <CostTable labelledBy="models-heading" head="Model" rows={modelRows(costs)} />
        </Panel>
        <Panel
          id="use-cases-heading"
          title="By use case"
          description={`In ${range.words}; runs have no use case`}
        >
          <CostTable labelledBy="use-cases-heading" head="Use case" rows={useCaseRows(costs)} />
        </Panel>
      </div>
    </div>
  );
}

function modelRows({ by_model: models }: CostsData): CostTableRow[] {
  return models.map((item) => ({
    name: item.model === '' ? 'not named' : item.model,
    note:
      item.price_source ?? (item.unknown_calls < item.calls ? 'priced where it ran' : 'no price configured'),
    ...item,
  }));
}

function useCaseRows({ by_use_case: useCases }: CostsData): CostTableRow[] {
  return useCases.map((item) => ({ name: item.use_case ?? 'no use case', note: null, ...item }));
}

function CostsSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-24" />
      <Skeleton className="h-80" />
      <Skeleton className="h-48" />
    </div>
  );
}
