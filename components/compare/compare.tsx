'use client';

import { useQuery } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import Link from 'next/link';
import { useRef, type ReactNode } from 'react';
import { useRunSettings } from '#components/runs/run-settings.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { comparisonQuery } from '#lib/client/compare.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import { MOST_COMPARED_RUNS, runsOfAddress } from '#lib/view-models/compare-address.ts';
import { prepareRunComparison } from '#lib/view-models/run-comparison.ts';
import { CategoriesPanel } from './categories-panel.tsx';
import { CompareWarnings } from './compare-warnings.tsx';
import { ExamplesPanel } from './examples-panel.tsx';
import { FrontierPanel } from './frontier-panel.tsx';
import { RunPicker } from './run-picker.tsx';
import { RunsPanel } from './runs-panel.tsx';

/** The runs that the address names with `?runs=a,b,…`, against the first of them. */
export function Compare() {
  const [params, change] = useUrlState();
  const ids = runsOfAddress(params.get('runs'));
  const picker = useRef<HTMLSelectElement>(null);
  const set = (next: readonly string[]) => {
    change({ runs: next.length === 0 ? null : next.join(','), with: null });
    // The button of a run that leaves goes with it.
    if (next.length < ids.length) requestAnimationFrame(() => picker.current?.focus());
  };
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <Breadcrumb crumbs={[{ name: 'Runs', href: '/runs' }, { name: 'Compare' }]} />
          <h2 className="mt-1 text-xl leading-7 font-semibold tracking-tight">Compare runs</h2>
        </div>
        {ids.length < MOST_COMPARED_RUNS ? (
          <RunPicker ref={picker} label="Add a run" taken={ids} onPick={(id) => set([...ids, id])} />
        ) : null}
      </header>
      {ids.length < 2 ? <TooFew count={ids.length} /> : <Comparison ids={ids} onChange={set} />}
    </div>
  );
}

function TooFew({ count }: { count: number }) {
  return (
    <Card>
      <EmptyState
        icon={GitCompareArrows}
        title={count === 1 ? 'One more run is needed' : 'Choose runs to compare'}
      >
        <p>
          {count === 1
            ? 'Add a run above: it is compared with the one that is there.'
            : 'Tick them in the list of runs, or add them above. The first one is the reference.'}
        </p>
        <Button asChild className="mt-3">
          <Link href="/runs">Go to the runs</Link>
        </Button>
      </EmptyState>
    </Card>
  );
}

interface ComparisonProps {
  ids: readonly string[];
  onChange: (ids: readonly string[]) => void;
}

function Comparison({ ids, onChange }: ComparisonProps) {
  const { thresholds } = useRunSettings();
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery(comparisonQuery(ids));
  return (
    <QueryView
      query={{ data, error, isFetching, refetch }}
      what="the comparison"
      skeleton={<CompareSkeleton />}
    >
      {(comparison) => {
        const view = prepareRunComparison(comparison, thresholds.perCategory);
        return (
          <div aria-busy={isPlaceholderData} className="flex min-w-0 flex-col gap-4">
            <CompareWarnings rows={view.rows} />
            <RunsPanel view={view} onChange={onChange} />
            <div className="grid min-w-0 gap-4 xl:grid-cols-2">
              <FrontierPanel comparison={comparison} />
              <CategoriesPanel view={view} />
            </div>
            <ExamplesPanel rows={view.rows} categories={view.categories} />
          </div>
        );
      }}
    </QueryView>
  );
}

function Card({ children }: { children: ReactNode }) {
  return <div className="flex min-h-64 rounded-lg border border-line bg-surface">{children}</div>;
}

function CompareSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-56 w-full" />
      <div className="grid gap-4 xl:grid-cols-2">
        <Skeleton className="h-80 w-full" />
        <Skeleton className="h-80 w-full" />
      </div>
    </div>
  );
}
